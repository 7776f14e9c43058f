import { addScheme, schemeOf } from './addresses.ts';
import type { PageHandler } from './page-server.ts';
import { notImplemented, refusing } from './refusing.ts';
import { runtime } from './runtime.ts';

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: Readonly<Record<string, boolean | undefined>>;
}

/** docs/api/protocol.md, for schemes that are standard and secure: others have no stand-in in Chromium. */
export const protocol = refusing(
  {
    registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
      if (runtime.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme, privileges = {} } of schemes) {
        if (!privileges['standard'] || !privileges['secure'] || !/^[a-z][a-z0-9-]*$/.test(scheme))
          throw notImplemented(`protocol, scheme ${scheme} (only standard and secure ones of letters, digits and dashes)`);
        addScheme({ scheme, privileges });
      }
    },
    handle(scheme: string, handler: PageHandler): void {
      if (!runtime.isReady) throw new Error('protocol.handle cannot be used before the app is ready');
      if (!schemeOf(scheme)) throw notImplemented(`protocol.handle of ${scheme}, which is not registered as privileged`);
      if (runtime.pages.isHandled(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      runtime.pages.handle(scheme, handler);
    },
    unhandle(scheme: string): void {
      runtime.pages.unhandle(scheme);
    },
    isProtocolHandled: (scheme: string): boolean => runtime.pages.isHandled(scheme),
  },
  'protocol',
);
