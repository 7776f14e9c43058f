import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { publishCommand } from '../../../../renderer/features/mappings/create/publish-command.ts';
import {
  layoutOf,
  regionsOf,
  type SizeFormState,
  type SizeText,
  settled,
  sizeFormOf,
  sizeOf,
  typed,
  withBare,
  withFormat,
  withOptions,
} from '../../../../renderer/features/mappings/create/size-form.ts';

const first = sizeFormOf({ width: 1280, height: 720, format: 'RGB24' }, { pageBytes: 4096, trailer: true });

describe('numbers that follow each other', () => {
  it('from the picture to the real size', () => {
    expect(first.texts).toEqual({
      width: '1280',
      height: '720',
      stride: '3840',
      payload: '2764800',
      peer: '2764804',
      pages: '676',
      real: '2768896',
    });
  });
  it('from the stride, the width kept', () => {
    const { texts, solved } = typed(first, 'stride', '4096');
    expect(solved.width).toBe(1280);
    expect(texts.payload).toBe(String(4096 * 720));
  });
  it('from what a peer maps, as many rows as fit', () => {
    const { texts } = typed(first, 'peer', String(3840 * 10 + 100 + 4));
    expect(texts.height).toBe('10');
    expect(texts.payload).toBe(String(3840 * 10 + 100));
  });
  it('from pages and from the real size, the trailer counted', () => {
    expect(typed(first, 'pages', '10').texts.payload).toBe(String(40_960 - 4 - 128));
    const real = typed(first, 'real', '40000');
    expect(real.texts.real).toBe('40000'); // as it was typed,
    expect(settled(real).texts.real).toBe('40960'); // and as it becomes
  });
  it('from the format', () => {
    expect(withFormat(first, 'YUYV').texts).toMatchObject({ stride: '2560', payload: String(1280 * 720 * 2) });
  });
  it('without room for the trailer', () => {
    const bare = withOptions(first, { pageBytes: 4096, trailer: false });
    expect(sizeOf(bare).slackBytes).toBe(sizeOf(first).realBytes - 4 - 2_764_800);
  });
});

describe('what makes no sense', () => {
  it('is told beside its field, and the rest stays', () => {
    const wrong = typed(first, 'payload', '10');
    expect(wrong.problem?.field).toBe('payload');
    expect(wrong.problem?.text).toContain('3\u202f840');
    expect(wrong.texts.width).toBe('1280');
    expect(typed(wrong, 'width', '640').problem).toBeUndefined();
  });
  it('an empty field is not told as wrong, but nothing can be made of it', () => {
    expect(typed(first, 'height', '').problem).toEqual({ field: 'height', text: '' });
  });
  it('never throws, whatever is typed into whichever field', () => {
    const fields = fc.constantFrom<SizeText>('width', 'height', 'stride', 'payload', 'peer', 'pages', 'real');
    const digits = fc.oneof(fc.constant(''), fc.nat(99_999_999_999).map(String));
    const step = fc.oneof(
      fc.tuple(fields, digits).map(
        ([field, text]) =>
          (state: SizeFormState) =>
            typed(state, field, text),
      ),
      fc.constantFrom(...PIXEL_FORMAT_NAMES).map((format) => (state: SizeFormState) => withFormat(state, format)),
      fc.boolean().map((bare) => (state: SizeFormState) => withBare(state, bare)),
      fc.boolean().map((trailer) => (state: SizeFormState) => withOptions(state, { pageBytes: 4096, trailer })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const end = steps.reduce((state, next) => next(state), first);
        const { realBytes, payloadBytes } = sizeOf(end);
        expect(realBytes % 4096).toBe(0);
        expect(realBytes).toBeGreaterThanOrEqual(payloadBytes + 4);
        expect(regionsOf(end).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(realBytes);
      }),
      { numRuns: 300 },
    );
  });
});

describe('only bytes', () => {
  it('take any payload, and no layout', () => {
    const bare = typed(withBare(first, true), 'payload', '10');
    expect(bare.problem).toBeUndefined();
    expect(layoutOf(bare)).toBeNull();
    expect(sizeOf(bare).pages).toBe(1);
  });
  it('become a picture again, with as many rows as fit, or anew where none does', () => {
    expect(withBare(typed(withBare(first, true), 'payload', '38400'), false).solved.height).toBe(10);
    expect(withBare(typed(withBare(first, true), 'payload', '10'), false).solved.height).toBe(720);
  });
});

describe('the command for a test picture', () => {
  const trailer = {
    width: 64,
    height: 48,
    format: 'NV12',
    strideBytes: 64,
    frameNumber: 0,
    publisherPid: 0,
    fps: 0,
    label: '',
  } as const;
  it('quotes what a shell would take apart', () => {
    expect(publishCommand({ name: 'cam_0', namespace: 'local', trailer })).toBe(
      'sharedcam publish cam_0 --source pattern:ball --width 64 --height 48 --format NV12',
    );
    expect(publishCommand({ name: 'a $b"', namespace: 'global', trailer })).toContain('"a \\$b\\"" --namespace global');
    expect(publishCommand({ name: 'x', namespace: 'local', trailer: null })).toBeUndefined();
  });
});
