import { Dialog } from './dialog.tsx';
import { DialogActions } from './dialog-actions.tsx';

interface QuestionProps {
  readonly open: boolean;
  readonly title: string;
  /** What will be the case afterwards. */
  readonly words: string;
  /** What the button says that does it. */
  readonly label: string;
  /** Nothing is lost by it. */
  readonly harmless?: boolean;
  readonly onDo: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done that costs work, or room. */
export function Question({ open, title, words, label, harmless = false, onDo, onClose }: QuestionProps) {
  return (
    <Dialog open={open} title={title} description={words} onClose={onClose}>
      <DialogActions
        danger={!harmless}
        label={label}
        onCancel={onClose}
        onDo={() => {
          onClose();
          onDo();
        }}
      />
    </Dialog>
  );
}
