/**
 * Programs that are named without a folder, as ffmpeg is, are those of the search path. Windows takes one of the current folder first, which may
 * be that of a recording that somebody opened, with whatever else was downloaded into it.
 * https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw
 */
export function searchPathOnly(): void {
  if (process.platform === 'win32') process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
}
