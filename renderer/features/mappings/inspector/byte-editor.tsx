import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { EditGuard, Mapping } from '../../../../backend/contract.ts';
import { LOCK_BYTES } from '../../../../native/core/lock-word.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { useNow } from '../../../ui/use-now.ts';
import { hexByte } from './hex-text.ts';

interface ByteEditorProps {
  readonly mapping: Mapping;
  readonly offset: number;
  /** What the page shows there; only that is replaced. */
  readonly value: number | undefined;
  readonly onWritten: () => void;
}

export const BYTE_INPUT_ID = 'byte-value';

/** Changes one byte at a time, and only after the guard was lifted: a click too many must not change what a camera shows. */
export function ByteEditor({ mapping, offset, value, onWritten }: ByteEditorProps) {
  const session = useSession();
  const now = useNow();
  const [guard, setGuard] = useState<EditGuard>();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const noteId = useId();
  const open = guard !== undefined && guard.expiresAt > now;
  const isWord = offset < LOCK_BYTES;

  async function run(deed: () => Promise<void>): Promise<void> {
    setError(undefined);
    try {
      await deed();
    } catch (refusal) {
      const { message, remedy } = reportOf(refusal);
      setError(`${message} ${remedy}`);
    }
  }

  async function lift(): Promise<void> {
    setGuard(await session.mappings.request('mappings.unlockGuard', { id: mapping.id }));
    requestAnimationFrame(() => document.getElementById(BYTE_INPUT_ID)?.focus());
  }

  async function write(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!guard || value === undefined || text === '') return;
    await run(async () => {
      const next = Number.parseInt(text, 16);
      await session.mappings.request('mappings.writeByte', {
        id: mapping.id,
        token: guard.token,
        offset,
        expected: value,
        value: next,
      });
      setText('');
      onWritten();
    });
  }

  return (
    <div className="byte-editor">
      {open ? (
        <form className="byte-form" onSubmit={(event) => void write(event)}>
          <label htmlFor={BYTE_INPUT_ID}>{t('inspector.newValue')}</label>
          <input
            id={BYTE_INPUT_ID}
            className="input byte-input"
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={2}
            placeholder={value === undefined ? '' : hexByte(value)}
            value={text}
            disabled={isWord}
            aria-describedby={noteId}
            onChange={({ target }) => setText(target.value.replace(/[^\da-f]/gi, ''))}
          />
          <Button submit disabled={text === '' || isWord || value === undefined}>
            {t('inspector.write')}
          </Button>
          <Button kind="quiet" icon={LockKeyhole} onClick={() => setGuard(undefined)}>
            {t('inspector.lockAgain')}
          </Button>
        </form>
      ) : (
        <Button kind="quiet" icon={LockKeyholeOpen} onClick={() => void run(lift)}>
          {t('inspector.unlock')}
        </Button>
      )}
      <p className={error ? 'field-note field-error' : 'field-note'} id={noteId} aria-live="polite">
        {error ?? (open ? guardText(isWord, guard.expiresAt - now) : t('inspector.locked'))}
      </p>
    </div>
  );
}

function guardText(isWord: boolean, leftMs: number): string {
  if (isWord) return t('inspector.noWordEdit');
  return t('inspector.guard', { duration: formatDuration(leftMs) });
}
