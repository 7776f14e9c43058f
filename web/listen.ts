import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SharedCameraError } from '../native/core/errors.ts';
import { DEFAULT_PORT, PORTS_TO_TRY } from './limits.ts';

/** Listens on the port asked for, or else on the default one or the next that is free. Answers with the port. */
export async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  const last = DEFAULT_PORT + PORTS_TO_TRY - 1;
  for (let candidate = port ?? DEFAULT_PORT; ; candidate++) {
    try {
      return await listenOn(server, host, candidate);
    } catch (error) {
      const next = port === undefined && candidate < last && hasCode(error, 'EADDRINUSE');
      if (!next) throw explained(error, host, candidate);
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function explained(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error)) return error;
  const os = { call: 'listen', number: Math.abs((error as NodeJS.ErrnoException).errno ?? 0) };
  const details = { host, port };
  if (hasCode(error, 'EADDRINUSE'))
    return new SharedCameraError('OS_ERROR', `Port ${port} of ${host} is taken.`, {
      os,
      details,
      cause: 'Another program listens there, perhaps a viewer that was started before.',
      remedy: 'End that program, choose another port with `--port`, or leave `--port` out to get a free one.',
    });
  if (hasCode(error, 'EACCES'))
    return new SharedCameraError('ACCESS_DENIED', `Port ${port} of ${host} is not open to this user.`, {
      os,
      details,
      cause: 'Ports below 1024 are reserved on many systems.',
      remedy: 'Choose a port above 1023 with `--port`.',
    });
  return new SharedCameraError('OS_ERROR', `Listening on ${host}, port ${port}, failed: ${error.message}`, { os, details });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
