/**
 * On Wayland the system alone decides where windows lie and on which display, tells no program which of them are minimised, and Chromium ends
 * where a minimised window is hidden and shown again (electron/electron#49253). It is taken wherever the session is of that kind, unless
 * another platform is asked for.
 */
export function onWayland(): boolean {
  if (process.platform !== 'linux') return false;
  const [, chosen] = process.argv.map((word) => /^--ozone-platform=(.*)$/u.exec(word)).find(Boolean) ?? [];
  const kind = chosen ?? process.env['XDG_SESSION_TYPE'];
  return kind ? kind === 'wayland' : Boolean(process.env['WAYLAND_DISPLAY']);
}
