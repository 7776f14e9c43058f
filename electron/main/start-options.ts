/**
 * What a start asks for: words of the command line, a link `sharedcam://view/NAME`, a recording that was opened with the program. All of it
 * comes from outside, so every word is checked; Electron's and Chromium's own switches stand among them and are passed over.
 */
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SharedCameraError } from '../../native/core/errors.ts';
import { isMappingName, NAMESPACES, type Namespace } from '../../native/core/names.ts';

export const LINK_SCHEME = 'sharedcam';
export const RECORDING_EXTENSION = '.mcap';

export interface CameraName {
  readonly name: string;
  readonly namespace: Namespace;
}

export interface StartOptions {
  readonly view?: CameraName;
  /** Of a recording that is to be played. */
  readonly recording?: string;
  readonly fullscreen: boolean;
  /** From 1, as displays are numbered for people. */
  readonly display?: number;
  readonly minimized: boolean;
  readonly safeMode: boolean;
  /** What could not be understood, in words; the rest counts all the same. */
  readonly problems: readonly string[];
}

export const START_HELP = `Shared Camera Viewer [options] [RECORDING${RECORDING_EXTENSION} | ${LINK_SCHEME}://view/NAME]

  --view=NAME            show this camera; "global:NAME" and "custom:NAME" for other namespaces
  --fullscreen           on the full screen
  --display NUMBER       on this display (1 is the first); with an equals sign it is --screen=NUMBER, because X11 takes the other one for itself
  --minimized            start without coming forward
  --safe-mode            start without what was remembered: no restored views, plain drawing, only looking
  --help                 print this help
`;

const MAX_DISPLAY = 64;

type Draft = { -readonly [Key in keyof StartOptions]: StartOptions[Key] };

/** `words` without the program; `folder` is where relative paths begin. */
export function parseStart(words: readonly string[], folder: string): StartOptions {
  const problems: string[] = [];
  const start: Draft = { fullscreen: false, minimized: false, safeMode: false, problems };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, option, given] = /^--([a-z-]+)(?:=(.*))?$/su.exec(word) ?? [];
    const value = (): string => given ?? (rest[0]?.startsWith('--') ? '' : (rest.shift() ?? ''));
    try {
      if (option !== undefined) applyOption(start, option, value);
      else if (word.startsWith(`${LINK_SCHEME}:`)) Object.assign(start, parseLink(word));
      else if (isRecording(word)) start.recording = isAddress(word) ? pathOf(word) : resolve(folder, word);
    } catch (error) {
      problems.push(error instanceof SharedCameraError ? error.message : String(error));
    }
  }
  return start;
}

const WITH_VALUE = /^--(view|display|screen)$/u;

/**
 * The same words in the order that every system takes: Electron ends on Windows where an option comes behind a word that looks like an
 * address, `global:NAME` among them, and X11 has a `--display=` of its own.
 */
export function optionsFirst(words: readonly string[]): string[] {
  const options: string[] = [];
  const others: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, option] = WITH_VALUE.exec(word) ?? [];
    if (option !== undefined && !rest[0]?.startsWith('--')) options.push(`--${renamed(option)}=${rest.shift() ?? ''}`);
    else if (word.startsWith('--')) options.push(word);
    else others.push(word);
  }
  return [...options, ...others];
}

function renamed(option: string): string {
  return option === 'display' ? 'screen' : option;
}

/** The same words for a start in another folder. */
export function fromAnywhere(words: readonly string[], folder: string): string[] {
  return words.map((word) => (isRecording(word) && !isAddress(word) ? resolve(folder, word) : word));
}

function isRecording(word: string): boolean {
  return !word.startsWith('-') && extname(word).toLowerCase() === RECORDING_EXTENSION;
}

/** Desktops of Linux name a file that is opened by its address. */
function isAddress(word: string): boolean {
  return word.startsWith('file:');
}

function pathOf(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    throw new SharedCameraError('USAGE', `"${shown(address)}" is no address of a file on this machine.`);
  }
}

function applyOption(start: Draft, option: string, value: () => string): void {
  switch (option) {
    case 'view':
      start.view = parseCamera(value());
      return;
    case 'display':
    case 'screen':
      start.display = parseDisplay(value());
      return;
    case 'fullscreen':
      start.fullscreen = true;
      return;
    case 'minimized':
      start.minimized = true;
      return;
    case 'safe-mode':
      start.safeMode = true;
      return;
    default:
    // A switch of Electron or Chromium.
  }
}

/** `NAME`, or `NAMESPACE:NAME`. */
function parseCamera(text: string): CameraName {
  const [prefix = '', ...parts] = text.split(':');
  const namespace = NAMESPACES.find((each) => parts.length > 0 && each === prefix);
  const name = namespace ? parts.join(':') : text;
  if (!isMappingName(name))
    throw new SharedCameraError(
      'NAME_INVALID',
      `--view: "${shown(name)}" is no name of a mapping (1 to 63 printable characters without / and \\).`,
    );
  return { name, namespace: namespace ?? 'local' };
}

function parseDisplay(text: string): number {
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= 1 && number <= MAX_DISPLAY) return number;
  throw new SharedCameraError('USAGE', `--display: "${shown(text)}" is no number of a display (1 to ${MAX_DISPLAY}).`);
}

/** `sharedcam://view/NAME?namespace=global`. A link may come from a web page: it can show a camera, and nothing else. */
export function parseLink(link: string): Pick<StartOptions, 'view'> {
  const refuse = (why: string): SharedCameraError =>
    new SharedCameraError(
      'USAGE',
      `The link "${shown(link)}" is not followed: ${why}. Links look like ${LINK_SCHEME}://view/NAME.`,
    );
  if (!URL.canParse(link)) throw refuse('it is not an address');
  const { protocol, host, pathname, searchParams } = new URL(link);
  if (protocol !== `${LINK_SCHEME}:` || host !== 'view') throw refuse('it does not begin like that');
  let name: string;
  try {
    name = decodeURIComponent(pathname.slice(1));
  } catch {
    throw refuse('its name is wrongly escaped');
  }
  if (!isMappingName(name)) throw refuse(`"${shown(name)}" is no name of a mapping`);
  const asked = searchParams.get('namespace') ?? 'local';
  const namespace = NAMESPACES.find((each) => each === asked);
  if (!namespace) throw refuse(`there is no namespace "${shown(asked)}", only ${NAMESPACES.join(', ')}`);
  return { view: { name, namespace } };
}

/** Control characters must not reach a terminal or a dialog, nor half a page of text. */
function shown(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd').slice(0, 100);
}
