import { afterEach, describe, expect, test } from 'vitest';
import { SharedCameraError } from '../../../../native/core/errors.ts';
import { tightLayout } from '../../../../native/core/layout.ts';
import { inEnglish, say, verbatim } from '../../../../native/core/sentences/sentence.ts';
import { errorText, errorWords, said } from '../../../../renderer/texts/said.ts';
import { setLanguage } from '../../../../renderer/texts/texts.ts';

afterEach(() => setLanguage('en'));

function thrown(deed: () => unknown): SharedCameraError {
  try {
    deed();
  } catch (error) {
    if (error instanceof SharedCameraError) return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('a sentence of the backend', () => {
  const sentence = say('doctor.summary.stuck', {
    name: 'cam',
    holder: say('doctor.readersHeld', { count: 2 }),
    seconds: 1234.5,
    rest: say('doctor.notKnownWho', { reason: verbatim('why ever') }),
  });

  test('is said in English by itself, sentences inside it too', () => {
    expect(inEnglish(sentence)).toBe(
      'The lock of "cam" is stuck: 2 readers have held it for 1234.5 s, far longer than any copy takes, but it is not known who has it open (why ever).',
    );
  });

  test('is said by the page in its language, with its numbers', () => {
    expect(said(sentence)).toBe(inEnglish(sentence));
    setLanguage('de');
    expect(said(sentence)).toBe(
      'Das Lock von „cam“ hängt: 2 Leser halten es seit 1234,5 s, weit länger, als eine Kopie dauert, aber es ist nicht bekannt, wer es offen hat (why ever).',
    );
    expect(said(say('doctor.readersHeld', { count: 1 }))).toBe('Ein Leser hält es');
    expect(said(say('plan.made', { bytes: 1769472, before: 4096 }))).toContain('1\u202f769\u202f472 Byte');
  });
});

describe('an error', () => {
  const special = new SharedCameraError('NOT_FOUND', 'No such thing.', { remedy: 'Look elsewhere.' }).report();

  test('is what the backend says of it, where the page speaks its language', () => {
    expect(errorWords(special)).toEqual({ headline: 'No such thing.', advice: 'Look elsewhere.', detail: undefined });
  });

  test('is what its code means and what to do in another language, and the rest follows', () => {
    setLanguage('de');
    const { headline, advice, detail } = errorWords(special);
    expect(headline).toContain('Namensraum');
    expect(advice).toContain('Starten Sie den Erzeuger');
    expect(detail).toBe('No such thing. Look elsewhere.');
  });

  test('is told in full where what it says can be said in every language', () => {
    setLanguage('de');
    const report = thrown(() => tightLayout('RGB24', 0, 10)).report();
    expect(report.message).toBe('A width of 0 is not possible: it must be 1 to 16 384 pixels.');
    expect(errorText(SharedCameraError.fromReport(report).report())).toBe(
      'Eine Breite von 0 ist nicht möglich: 1 bis 16\u202f384 Pixel gehen.',
    );
  });
});
