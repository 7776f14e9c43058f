import { create } from 'zustand';
import type { Events } from '../../backend/contract.ts';

/** With `path`, that of a file can be copied, and shown in its folder where it was kept by us. With `undo`, what it tells of can be taken back for as long as it is shown. */
export type Notice = Omit<Events['notice'], 'text'> & {
  readonly text: string;
  readonly undo?: () => void;
  readonly path?: string;
  readonly kept?: boolean;
};
export type ShownNotice = Notice & { readonly id: number };

const MOST_AT_ONCE = 4;

export const useNotices = create<{ readonly notices: readonly ShownNotice[] }>(() => ({ notices: [] }));

let lastId = 0;

/** Shows a notice; the same text again only renews it. */
export function showNotice(notice: Notice): void {
  lastId++;
  const id = lastId;
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter(({ text }) => text !== notice.text), { ...notice, id }].slice(-MOST_AT_ONCE),
  }));
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
