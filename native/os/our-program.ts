/**
 * What one of our programs is called, by its command line: Node is all that the system knows, the arguments tell which command it runs.
 * For processes that are known to be ours, because anybody may write anything there.
 */
export function ourProgram(commandLine: string): string | undefined {
  const command = /(?:^|[\\/"\s])(?:sharedcam(?:\.mjs|\.exe)?|cli\.js)"?\s+([a-z]+)(?=\s|$)/.exec(commandLine)?.[1];
  return command && `sharedcam ${command}`;
}
