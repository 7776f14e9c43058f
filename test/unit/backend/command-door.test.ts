import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type CommandHandlers, createCommandDoor, MAX_COMMANDS_UNDER_WAY } from '../../../backend/command-door.ts';
import { commandSchemas } from '../../../backend/contract.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';

const PAGE = {};
const names = Object.keys(commandSchemas);

function setUp() {
  const answer = vi.fn(() => null);
  const handlers = Object.fromEntries(names.map((name) => [name, answer])) as unknown as CommandHandlers<object>;
  const log = vi.fn<(line: string) => void>();
  return { door: createCommandDoor(handlers, log), handlers, answer, log };
}

const refusal = async (promise: Promise<unknown>): Promise<SharedCameraError> => {
  const error: unknown = await promise.then(
    () => expect.unreachable('it was answered'),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(SharedCameraError);
  return error as SharedCameraError;
};

describe('the door', () => {
  test('lets a well-formed command through, with its session', async () => {
    const { door, answer } = setUp();
    expect(await door.handle(PAGE, 'cameras.add', { name: 'cam', namespace: 'local' })).toBeNull();
    expect(answer).toHaveBeenCalledExactlyOnceWith(PAGE, { name: 'cam', namespace: 'local' });
  });

  test('bounds the commands of one page that wait, and no others', async () => {
    const { door, answer } = setUp();
    let settle = (): void => undefined;
    answer.mockReturnValue(new Promise((resolve) => (settle = () => resolve(null))) as unknown as null);
    const waiting = Array.from({ length: MAX_COMMANDS_UNDER_WAY }, () => door.handle(PAGE, 'app.info', {}));
    const error = await refusal(door.handle(PAGE, 'app.info', {}));
    expect([error.code, error.message]).toEqual(['USAGE', expect.stringContaining(String(MAX_COMMANDS_UNDER_WAY))]);
    const other = door.handle({}, 'app.info', {});
    settle();
    expect(await Promise.all([...waiting, other])).toEqual(Array.from({ length: MAX_COMMANDS_UNDER_WAY + 1 }, () => null));
    expect(await door.handle(PAGE, 'app.info', {})).toBeNull();
  });

  test.each([undefined, {}])('takes %j where nothing is needed', async (argument) => {
    const { door } = setUp();
    expect(await door.handle(PAGE, 'app.info', argument)).toBeNull();
  });

  test.each([
    ['an unknown name', 'cameras.drop', {}],
    ['a name of the language', 'constructor', {}],
    ['a name of the language', '__proto__', {}],
    ['no name', undefined, {}],
    ['a list as name', ['app.info'], {}],
    ['too much', 'app.info', { more: 1 }],
    ['too little', 'cameras.add', { name: 'cam' }],
    ['an empty name', 'cameras.add', { name: '', namespace: 'local' }],
    ['another namespace', 'cameras.add', { name: 'cam', namespace: 'everywhere' }],
    ['a number as text', 'stream.open', { stream: '1', camera: 'local:cam', maxWidth: 0, maxHeight: 0 }],
    ['a negative number', 'stream.open', { stream: -1, camera: 'local:cam', maxWidth: 0, maxHeight: 0 }],
    ['a fraction', 'stream.open', { stream: 0.5, camera: 'local:cam', maxWidth: 0, maxHeight: 0 }],
    ['an unknown setting', 'settings.set', { colour: 'red' }],
    ['null', 'stream.visibility', null],
  ])('refuses %s, coded and logged', async (_title, name, argument) => {
    const { door, answer, log } = setUp();
    const error = await refusal(door.handle(PAGE, name, argument));
    expect(error.code).toBe('USAGE');
    expect(answer).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledOnce();
  });

  test('passes on the code of a handler that refuses, and makes one where it just throws', async () => {
    const { door, answer, log } = setUp();
    answer.mockImplementation(() => {
      throw new SharedCameraError('NOT_FOUND', 'no such camera');
    });
    expect((await refusal(door.handle(PAGE, 'cameras.list', {}))).code).toBe('NOT_FOUND');
    answer.mockImplementation(() => {
      throw undefined;
    });
    expect((await refusal(door.handle(PAGE, 'cameras.list', {}))).code).toBe('GENERAL_FAILURE');
    expect(log).toHaveBeenCalledTimes(2);
  });

  test('logs one short, plain line whatever the name is', async () => {
    const { door, log } = setUp();
    await refusal(door.handle(PAGE, `\u001b[2J\n${'x'.repeat(10_000)}`, {}));
    const [line = ''] = log.mock.calls[0] ?? [];
    expect(line.length).toBeLessThan(500);
    expect(line).toMatch(/^[\x20-\x7e…]+$/u);
  });

  test('never answers undefined and never fails without a code, whatever comes in', async () => {
    const { door } = setUp();
    const name = fc.oneof(fc.constantFrom(...names), fc.anything());
    await fc.assert(
      fc.asyncProperty(name, fc.anything({ withBigInt: true, withDate: true, withMap: true }), async (command, argument) => {
        const outcome = await door.handle(PAGE, command, argument).catch((error: unknown) => error);
        if (outcome !== null) expect(outcome).toBeInstanceOf(SharedCameraError);
      }),
      { numRuns: 2000 },
    );
  });

  test('survives arguments that throw when they are looked at', async () => {
    const { door } = setUp();
    const trap = new Proxy(
      {},
      {
        get() {
          throw new Error('trap');
        },
        ownKeys() {
          throw new Error('trap');
        },
      },
    );
    for (const command of names) {
      const outcome = await door.handle(PAGE, command, trap).catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(SharedCameraError);
    }
  });
});
