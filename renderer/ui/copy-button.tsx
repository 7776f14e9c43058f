import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../texts/texts.ts';
import { IconButton } from './button.tsx';

const COPIED_MS = 2_000;

/** Puts `text` on the clipboard and says so for a moment. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // refused by the browser; the text can be selected
    }
    setCopied(true);
  }

  return <IconButton icon={copied ? Check : Copy} label={copied ? t('common.copied') : label} onClick={() => void copy()} />;
}
