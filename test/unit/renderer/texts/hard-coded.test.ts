import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import type { TextTree } from '../../../../native/core/sentences/text-keys.ts';
import { TEXTS } from '../../../../renderer/texts/texts.ts';
import { ROOT } from '../../../support/paths.ts';

const RENDERER = resolve(ROOT, 'renderer');
/** Attributes whose text a person reads or hears. */
const READ = /^(?:label|title|description|hint|placeholder|note|name|alt|aria-(?:label|description|roledescription|valuetext))$/u;
/** Names, units and samples that are the same in every language. */
const SAME_EVERYWHERE = /^(?:[\d\s.,:%()/+×·–→=#|-]|0x|px|fps|dB|YUV|RGB|WebGL2|2D|CapturedCam_0|Esc|B|s|ms|MB|GB|MiB|GiB)*$/u;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** The strings that an expression can become: both sides of a choice, the fixed parts of a template. */
function stringsOf(node: Node): readonly string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateElement':
      return [String((node['value'] as { readonly cooked?: string }).cooked ?? '')];
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].filter(isNode).flatMap(stringsOf);
    case 'LogicalExpression':
      return [node['left'], node['right']].filter(isNode).flatMap(stringsOf);
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return node['operator'] === undefined || node['operator'] === '+' ? childrenOf(node).flatMap(stringsOf) : [];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return childrenOf(node).flatMap(stringsOf);
    default:
      return [];
  }
}

/** Text between tags and in attributes that people read, wherever it stands in the source. */
function writtenOut(node: Node): readonly string[] {
  const own = (): readonly string[] => {
    if (node.type === 'JSXText') return [String(node['value'])];
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      return (node['children'] as readonly Node[]).filter(({ type }) => type === 'JSXExpressionContainer').flatMap(stringsOf);
    if (node.type !== 'JSXAttribute' || !isNode(node['value'])) return [];
    const { name } = node['name'] as { readonly name: unknown };
    return typeof name === 'string' && READ.test(name) ? stringsOf(node['value']) : [];
  };
  return [...own(), ...childrenOf(node).flatMap(writtenOut)];
}

function textsIn(source: string): readonly string[] {
  const { program } = parseSync('source.tsx', source);
  return writtenOut(program as unknown as Node)
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text) && !SAME_EVERYWHERE.test(text));
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join(RENDERER, 'texts') ? [] : sources(path);
    return /\.tsx?$/u.test(entry.name) ? [path] : [];
  });
}

const files = sources(RENDERER).map((path) => ({ file: relative(ROOT, path), source: readFileSync(path, 'utf8') }));

test('the check sees what is written out', () => {
  const sample = `const a = (
    <p className="muted words" aria-label={open ? 'It is open' : t('a.b')}>
      Not translated {count > 0 && 'and more'} {\`\${count} frames\`} {t('a.c')}
      <IconButton label="Close" icon={state === 'live' ? One : Two} />
    </p>
  );`;
  expect(textsIn(sample).toSorted()).toEqual(['Close', 'It is open', 'Not translated', 'and more', 'frames']);
});

test('no text is written into the page itself', () => {
  const found = files
    .filter(({ file }) => file.endsWith('.tsx'))
    .flatMap(({ file, source }) => textsIn(source).map((text) => `${file}: ${text}`));
  expect(found).toEqual([]);
});

function keysOf(tree: TextTree, path = ''): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [(path + key).replace(/_(?:one|other)$/u, '')] : keysOf(value, `${path}${key}.`),
  );
}

test('every text is used', () => {
  const backend = ['native', 'backend'].flatMap((folder) =>
    sources(join(ROOT, folder)).map((path) => readFileSync(path, 'utf8')),
  );
  const speaking = readFileSync(join(RENDERER, 'texts/said.ts'), 'utf8');
  const all = [...files.map(({ source }) => source), speaking, ...backend].join('\n').replaceAll('`said.', '`');
  const quoted = new Set([...all.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/gu)].map(([, key]) => key));
  // `live.${zoom}` stands for every key of that form.
  const patterns = [...all.matchAll(/`([\w-]+\.(?:[\w.-]|\$\{[^}]+\})*)`/gu)]
    .filter(([, key]) => key?.includes('${'))
    .map(([, key = '']) => new RegExp(`^${key.replace(/\./gu, '\\.').replace(/\$\{[^}]+\}/gu, '[\\w.-]+')}$`, 'u'));
  const unused = [...new Set(keysOf(TEXTS.en).map((key) => key.replace(/^said\./u, '')))].filter(
    (key) => !quoted.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
});
