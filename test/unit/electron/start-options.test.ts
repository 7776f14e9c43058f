import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAnywhere, optionsFirst, parseLink, parseStart } from '../../../electron/main/start-options.ts';

const NOTHING = { fullscreen: false, minimized: false, safeMode: false, problems: [] };
const parse = (...words: string[]) => parseStart(words, '/home/me');

describe('how the program is started', () => {
  it('without words: as always', () => {
    expect(parse()).toEqual(NOTHING);
  });

  it('reads its options among those of Electron', () => {
    expect(parse('--inspect=0', '/path/of/the/app', '--view', 'line 1', '--fullscreen', '--display=2', '--no-sandbox')).toEqual({
      ...NOTHING,
      view: { name: 'line 1', namespace: 'local' },
      fullscreen: true,
      display: 2,
    });
    expect(parse('--minimized', '--safe-mode')).toEqual({ ...NOTHING, minimized: true, safeMode: true });
  });

  it('is the same from another folder', () => {
    const words = ['--view', 'a.mcapx', 'takes/one.MCAP', '/abs/two.mcap', 'sharedcam://view/cam'];
    expect(fromAnywhere(words, '/home/me')).toEqual([
      ...['--view', 'a.mcapx', '/home/me/takes/one.MCAP', '/abs/two.mcap', 'sharedcam://view/cam'],
    ]);
  });

  it.each([
    ['global:cam', { name: 'cam', namespace: 'global' }],
    ['custom:OBSVirtual', { name: 'OBSVirtual', namespace: 'custom' }],
    ['a:b', { name: 'a:b', namespace: 'local' }],
  ])('--view %s', (word, view) => {
    expect(parse(`--view=${word}`).view).toEqual(view);
  });

  it.each([
    [['--view', 'a/b'], /a\/b.*1 to 63/u],
    [['--view'], /"" is no name/u],
    [['--view', '--fullscreen'], /"" is no name/u],
    [['--display', 'two'], /"two".*1 to 64/u],
    [['--display', '0'], /"0"/u],
    [['sharedcam://open/cam'], /view\/NAME/u],
  ])('%j is a problem in words, and the rest counts', (words, problem) => {
    const start = parse('--minimized', ...words);
    expect(start.problems).toEqual([expect.stringMatching(problem)]);
    expect(start).toMatchObject({ minimized: true });
  });

  it('opens a recording, from where it was named', () => {
    expect(parse('clips/a.mcap').recording).toBe('/home/me/clips/a.mcap');
    expect(parse('/data/B.MCAP').recording).toBe('/data/B.MCAP');
  });

  it.runIf(process.platform !== 'win32')('opens a recording by its address, as the file managers of Linux name it', () => {
    expect(parse('file:///home/me/my%20clips/a.mcap')).toEqual({ ...NOTHING, recording: '/home/me/my clips/a.mcap' });
    expect(fromAnywhere(['file:///home/me/my%20clips/a.mcap'], '/')).toEqual(['file:///home/me/my%20clips/a.mcap']);
    const elsewhere = parse('file://server/share/a.mcap');
    expect(elsewhere.recording).toBeUndefined();
    expect(elsewhere.problems).toEqual([expect.stringMatching(/no address of a file on this machine/u)]);
  });
});

describe('links', () => {
  it('show a camera, in any namespace', () => {
    expect(parseLink('sharedcam://view/line%201')).toEqual({ view: { name: 'line 1', namespace: 'local' } });
    expect(parseLink('sharedcam://view/cam?namespace=global')).toEqual({ view: { name: 'cam', namespace: 'global' } });
  });

  it.each([
    'sharedcam://view/',
    'sharedcam://view/%2e%2e%2fetc',
    'sharedcam://view/%ff',
    'sharedcam://view/cam?namespace=other',
    'sharedcam:view/cam',
    'https://view/cam',
  ])('%s is refused', (link) => {
    expect(() => parseLink(link)).toThrow(/not followed/u);
  });

  it('whatever comes, an answer or words', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string().map((text) => `sharedcam://view/${text}`),
          ),
        ),
        (words) => {
          const { view, problems } = parseStart(words, '/');
          if (view) expect(view.name).toMatch(/^[\x20-\x7e]{1,63}$/u);
          for (const problem of problems) expect(problem).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});

describe('the words of a start that is repeated', () => {
  it('are options first, each in one word, and the same start', () => {
    const words = ['--view', 'global:cam', 'rec.mcap', '--display', '2', '--safe-mode', '--minimized'];
    const ordered = optionsFirst(words);
    expect(ordered).toEqual(['--view=global:cam', '--screen=2', '--safe-mode', '--minimized', 'rec.mcap']);
    expect(parseStart(ordered, '/films')).toEqual(parseStart(words, '/films'));
  });

  it('keep an option whose value is missing', () => {
    expect(optionsFirst(['--view', '--fullscreen', '--display'])).toEqual(['--view', '--fullscreen', '--screen=']);
  });
});
