import { RefreshCw, Wand2, X } from 'lucide-react';
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
import { confidenceOf, isUnsure } from './confidence.ts';
import { keyOf, layoutOf, useGuesses } from './use-guesses.ts';

interface GuessListProps {
  readonly camera: Camera;
  onTake(layout: CameraLayout): void;
}

/** How the pixels may lie, each with the live picture that it gives. A camera that nobody described yet is guessed at once. */
export function GuessList({ camera, onTake }: GuessListProps) {
  const undescribed = camera.layout === undefined && (camera.state === 'no-layout' || camera.state === 'live');
  const { answer, busy, failed, thumbnails, guess, forget } = useGuesses(camera.id, undescribed);
  useEffect(() => {
    if (undescribed) guess();
  }, [undescribed, guess]);
  useActions({ 'picture.guess': guess });
  const total = Math.max(1, answer?.guesses.reduce((sum, { score }) => sum + score, 0) ?? 1);
  return (
    <section className="guesses" aria-label={t('guess.title')} aria-busy={busy}>
      <header className="guesses-header">
        <span className="field-label">{t('guess.title')}</span>
        {answer && (
          <span className="guesses-tools">
            <IconButton icon={RefreshCw} label={t('guess.again')} action="picture.guess" disabled={busy} onClick={guess} />
            <IconButton icon={X} label={t('guess.hide')} onClick={forget} />
          </span>
        )}
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
            {summary(answer.guesses, undescribed)}
          </p>
          <ol className="guess-list">
            {answer.guesses.map((one, place) => (
              <li key={keyOf(one)}>
                <GuessCard
                  guess={one}
                  share={one.score / total}
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
  /** Of all that is offered: formats that look alike share what is known of their size. */
  readonly share: number;
  readonly thumbnail: string | undefined;
  readonly taken: boolean;
  onTake(): void;
}

function GuessCard({ guess, share, thumbnail, taken, onTake }: GuessCardProps) {
  const { width, height, format, strideBytes, offsetBytes, reasons } = guess;
  const why = reasonsText(reasons.map(said));
  const padding = strideBytes - minimumStride(format, width);
  const percent = t('guess.percent', { percent: Math.round(share * 100) });
  return (
    <button type="button" className="guess" aria-pressed={taken} onClick={onTake}>
      <span className="guess-picture">{thumbnail && <img src={thumbnail} alt="" draggable={false} />}</span>
      <span className="guess-words">
        <strong>
          {formatSize({ width, height })} {format}
        </strong>
        <span className="guess-score" data-sure={confidenceOf(guess)}>
          <progress max={1} value={share} aria-hidden />
          {percent}
        </span>
        {padding > 0 && <span>{t('guess.padding', { stride: formatBytes(strideBytes) })}</span>}
        {offsetBytes > 0 && <span>{t('guess.offset', { bytes: formatBytes(offsetBytes) })}</span>}
      </span>
      <span className="field-note" title={why}>
        {why}
      </span>
    </button>
  );
}

/** How sure the whole answer is, in words. */
function summary(guesses: readonly Guess[], watched: boolean): string {
  const [best] = guesses;
  if (!best) return t('guess.nothing');
  if (isUnsure(guesses)) return t(watched ? 'guess.unsureWatched' : 'guess.unsure');
  return best.ambiguousWith ? t('guess.alike', { formats: [best.format, ...best.ambiguousWith].join(', ') }) : t('guess.likely');
}

function isTaken(layout: CameraLayout | undefined, guess: Guess): boolean {
  return layout !== undefined && keyOf(layout) === keyOf(guess);
}
