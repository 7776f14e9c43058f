import { Wand2, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Camera, CameraLayout } from '../../../backend/contract.ts';
import type { Guess } from '../../../native/core/guess/guess.ts';
import { reasonsText } from '../../../native/core/guess/reasons.ts';
import { minimumStride } from '../../../native/core/layout.ts';
import { useActions } from '../../actions/use-actions.ts';
import { said } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/error-callout.tsx';
import { formatBytes, formatSize } from '../../ui/format.ts';
import { useGuesses } from './use-guesses.ts';

/** From here on a guess is worth calling likely, and from there on hardly in doubt. */
const LIKELY = 0.35;
const SURE = 0.8;

interface GuessListProps {
  readonly camera: Camera;
  onTake(layout: CameraLayout): void;
}

/** How the pixels may lie, each with the live picture that it gives. A camera that nobody described yet is guessed at once. */
export function GuessList({ camera, onTake }: GuessListProps) {
  const { answer, busy, failed, thumbnails, guess, forget } = useGuesses(camera.id);
  const undescribed = camera.layout === undefined && (camera.state === 'no-layout' || camera.state === 'live');
  useEffect(() => {
    if (undescribed) guess();
  }, [undescribed, guess]);
  useActions({ 'picture.guess': guess });
  return (
    <section className="guesses" aria-label={t('guess.title')} aria-busy={busy}>
      <header className="guesses-header">
        <span className="field-label">{t('guess.title')}</span>
        {answer && <IconButton icon={X} label={t('guess.hide')} onClick={forget} />}
      </header>
      {!answer && (
        <Button icon={Wand2} disabled={busy} onClick={guess}>
          {busy ? t('guess.busy') : t('guess.start')}
        </Button>
      )}
      {failed && <ErrorCallout error={failed} />}
      {answer && (
        <>
          <p className="field-note" role="status">
            {summary(answer.guesses)}
          </p>
          <ol className="guess-list">
            {answer.guesses.map((one, place) => (
              <li key={`${one.width} ${one.height} ${one.format} ${one.strideBytes} ${one.offsetBytes}`}>
                <GuessCard
                  guess={one}
                  thumbnail={thumbnails[place] ?? undefined}
                  taken={isTaken(camera.layout, one)}
                  onTake={() => onTake(layoutOf(one))}
                />
              </li>
            ))}
          </ol>
          <p className="field-note">
            {t(answer.frames === 2 ? 'guess.fromTwo' : 'guess.fromOne', { ms: Math.round(answer.tookMs) })}
          </p>
        </>
      )}
    </section>
  );
}

interface GuessCardProps {
  readonly guess: Guess;
  readonly thumbnail: string | undefined;
  readonly taken: boolean;
  onTake(): void;
}

function GuessCard({ guess, thumbnail, taken, onTake }: GuessCardProps) {
  const { width, height, format, strideBytes, offsetBytes, score, reasons } = guess;
  const why = reasonsText(reasons.map(said));
  const padding = strideBytes - minimumStride(format, width);
  const percent = t('guess.percent', { percent: Math.round(score * 100) });
  return (
    <button type="button" className="guess" aria-pressed={taken} onClick={onTake}>
      <span className="guess-picture">{thumbnail && <img src={thumbnail} alt="" draggable={false} />}</span>
      <span className="guess-words">
        <strong>
          {formatSize({ width, height })} {format}
        </strong>
        <span className="guess-score" data-sure={score >= SURE ? 'sure' : score >= LIKELY ? 'likely' : 'unsure'}>
          <progress max={1} value={score} aria-hidden />
          {percent}
        </span>
        {padding > 0 && <span>{t('guess.padding', { stride: formatBytes(strideBytes) })}</span>}
        {offsetBytes > 0 && <span>{t('guess.offset', { bytes: formatBytes(offsetBytes) })}</span>}
        <span className="field-note" title={why}>
          {why}
        </span>
      </span>
    </button>
  );
}

/** How sure the whole answer is, in words. */
function summary(guesses: readonly Guess[]): string {
  const [best] = guesses;
  if (!best) return t('guess.nothing');
  if (best.score < LIKELY) return t('guess.unsure');
  return best.ambiguousWith ? t('guess.alike', { formats: [best.format, ...best.ambiguousWith].join(', ') }) : t('guess.likely');
}

function layoutOf({ width, height, format, strideBytes, offsetBytes }: Guess): CameraLayout {
  return { width, height, format, strideBytes, offsetBytes };
}

function isTaken(layout: CameraLayout | undefined, guess: Guess): boolean {
  return layout !== undefined && JSON.stringify(layoutOf(layout as Guess)) === JSON.stringify(layoutOf(guess));
}
