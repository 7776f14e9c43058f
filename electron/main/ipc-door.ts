/** The only way in from a page: one channel, checked for who sends before anything is looked at. The backend's door checks what is sent. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { SharedCameraError, toErrorReport } from '../../native/core/errors.ts';
import { REQUEST_CHANNEL, type Reply } from '../channels.ts';
import { isOwnPage } from './page-address.ts';

export interface Requester {
  request(command: unknown, argument: unknown): Promise<unknown>;
}

/** `pageOf` gives the session of the page in a window, or undefined where the window is not ours. */
export function openIpcDoor(pageOf: (contentsId: number) => Requester | undefined, log: (line: string) => void): void {
  ipcMain.handle(REQUEST_CHANNEL, async (event, ...message: unknown[]): Promise<Reply> => {
    try {
      const page = isFromOwnPage(event) ? pageOf(event.sender.id) : undefined;
      if (!page) throw refused('Requests are taken from the page of this program only.', log);
      if (message.length !== 2) throw refused(`A request is a command and an argument, not ${message.length} values.`, log);
      const [command, argument] = message;
      return { answer: await page.request(command, argument) };
    } catch (error) {
      return { error: toErrorReport(error) };
    }
  });
}

/** The top frame of the window, showing our page; `senderFrame` is null once the page has gone. */
function isFromOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}

function refused(text: string, log: (line: string) => void): SharedCameraError {
  log(`refused a message: ${text}`);
  return new SharedCameraError('USAGE', text);
}
