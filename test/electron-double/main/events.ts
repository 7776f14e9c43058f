/** Electron's event object (docs/api/structures/event.md): `details` of the event, `preventDefault`, `defaultPrevented`. */
export type ElectronEvent<T extends object = object> = T & {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
};

export function electronEvent<T extends object>(details: T): ElectronEvent<T> {
  let prevented = false;
  return Object.defineProperties({ ...details } as ElectronEvent<T>, {
    defaultPrevented: { get: () => prevented, enumerable: true },
    preventDefault: {
      value: () => {
        prevented = true;
      },
    },
  });
}
