/** Whether the program starts with the user's session: Windows keeps that itself, on Linux it is a file of the desktop (XDG autostart). */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';

const ARGUMENTS = ['--minimized'];

export function startsWithSession(): boolean {
  if (process.platform === 'linux') return existsSync(desktopFile());
  // The task manager can switch off what is registered.
  const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: [...sources(), ...ARGUMENTS] });
  return openAtLogin && executableWillLaunchAtLogin;
}

export function startWithSession(wanted: boolean): void {
  if (process.platform !== 'linux') app.setLoginItemSettings({ openAtLogin: wanted, args: [...sources(), ...ARGUMENTS] });
  else if (wanted) writeDesktopFile();
  else rmSync(desktopFile(), { force: true });
}

function desktopFile(): string {
  return join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart', 'shared-camera-viewer.desktop');
}

function writeDesktopFile(): void {
  const path = desktopFile();
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic.sync(path, autostartEntry(app.getName(), programAndArguments()));
}

/** From the sources, Electron is told what to run. */
function sources(): readonly string[] {
  return app.isPackaged ? [] : [app.getAppPath()];
}

/** An AppImage is mounted anew at each start; the file it came from stays. */
function programAndArguments(): readonly string[] {
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return [program, ...sources(), ...ARGUMENTS];
}

/** specifications.freedesktop.org/autostart-spec; quoting as its Desktop Entry specification, "The Exec key". */
export function autostartEntry(name: string, words: readonly string[]): string {
  const exec = words.map(
    (word) =>
      `"${word
        .replace(/[\\"`$]/gu, '\\$&')
        .replaceAll('\\', '\\\\')
        .replaceAll('%', '%%')}"`,
  );
  return ['[Desktop Entry]', 'Type=Application', `Name=${name}`, `Exec=${exec.join(' ')}`, 'Terminal=false', ''].join('\n');
}
