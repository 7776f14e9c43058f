import { describe, expect, it } from 'vitest';
import { frameOfMessage } from '../../../../renderer/frames/frame-of-message.ts';
import { header, record } from './records.ts';

describe('frameOfMessage', () => {
  it('takes a message apart without a copy', () => {
    const bytes = record(header(7, 5, 3));
    const frame = frameOfMessage(bytes.buffer);
    expect(frame.header.sequence).toBe(7);
    expect(frame.pixels.buffer).toBe(bytes.buffer);
    expect(frame.pixels.byteLength).toBe(45);
  });

  it('refuses a message of another length than it says', () => {
    const bytes = record(header(7, 5, 3));
    expect(() => frameOfMessage(bytes.slice(0, -1).buffer)).toThrow('A frame of 45 bytes arrived with 44.');
    expect(() => frameOfMessage(new ArrayBuffer(10))).toThrow(/not a frame/);
  });
});
