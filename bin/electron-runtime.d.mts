/** Electron's program if it is really there, else undefined. */
export function findElectron(root: string): string | undefined;
