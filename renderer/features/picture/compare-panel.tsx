import type { Camera } from '../../../backend/contract.ts';
import type { ComparisonFigures } from '../../frames/look-messages.ts';
import { titleIn, useCameras } from '../../stores/cameras-store.ts';
import { compareWith, useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { decimal, formatSize, groupDigits, significant } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { usePartner } from './use-partner.ts';

const GAINS = [1, 4, 16, 64] as const;

interface ComparePanelProps {
  readonly tile: TileId;
  readonly camera: Camera;
}

/** With which camera, how it is drawn, and how far the two are apart. */
export function ComparePanel({ tile, camera }: ComparePanelProps) {
  const { cameras, titles } = useCameras();
  const partner = usePartner(tile, camera, true);
  const { mode, gain } = useLook();
  const figures = useLook(({ compared }) => compared[tile]);
  const others = cameras.filter(({ id }) => id !== camera.id);
  return (
    <section className="compare" aria-label={t('actions.look.compare')}>
      <h3>{t('look.compareWith')}</h3>
      {others.length === 0 ? (
        <p className="note">{t('look.noOther')}</p>
      ) : (
        <Select
          label={t('look.compareWith')}
          value={partner?.id}
          placeholder={t('look.chooseCamera')}
          options={others.map(({ id }) => ({ value: id, label: titleIn(titles, id) }))}
          onChange={(id) => compareWith(tile, id)}
        />
      )}
      <Segmented
        label={t('look.compareMode')}
        value={mode}
        options={[
          { value: 'side', label: t('look.side') },
          { value: 'wipe', label: t('look.wipe') },
          { value: 'difference', label: t('look.difference') },
        ]}
        onChange={(next) => useLook.setState({ mode: next })}
      />
      {mode === 'difference' && (
        <div className="scope-header">
          <span>{t('look.gain')}</span>
          <Segmented
            label={t('look.gain')}
            value={String(gain)}
            options={GAINS.map((each) => ({ value: String(each), label: `${each}×` }))}
            onChange={(next) => useLook.setState({ gain: Number(next) })}
          />
        </div>
      )}
      {mode === 'difference' && <p className="muted">{t('look.gainHint', { gain })}</p>}
      {partner && (figures ? <Likeness figures={figures} /> : <p className="muted">{t('look.waitingForPair')}</p>)}
    </section>
  );
}

function Likeness({ figures }: { readonly figures: ComparisonFigures }) {
  return (
    <>
      <table className="samples">
        <thead>
          <tr>
            <th scope="col">{t('look.channel')}</th>
            <th scope="col">{t('look.psnr')}</th>
            <th scope="col">{t('look.most')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.channels.map(({ channel, psnr, most }) => (
            <tr key={channel}>
              <th scope="row" data-channel={channel}>
                {channel}
              </th>
              <td>{Number.isFinite(psnr) ? `${decimal(psnr, 2)} dB` : t('look.identical')}</td>
              <td>{significant(most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('look.ssim', { value: decimal(figures.ssim, 4) })}</p>
      {wordsOf(figures).map((words) => (
        <p key={words} className="muted">
          {words}
        </p>
      ))}
    </>
  );
}

/** What was compared with what, and what could not be. */
function wordsOf({ aligned, frameNumbers, native, formats, sizes, common }: ComparisonFigures): readonly string[] {
  const [one, other] = frameNumbers;
  const [first, second] = sizes;
  const words = [
    aligned
      ? t('look.aligned', { frame: groupDigits(one) })
      : one > 0 && other > 0
        ? t('look.notAligned', { one: groupDigits(one), other: groupDigits(other) })
        : t('look.noNumbers'),
  ];
  if (!native) words.push(t('look.formatsDiffer', { one: formats[0], other: formats[1] }));
  if (first.width !== second.width || first.height !== second.height) {
    const sizeWords = { one: formatSize(first), other: formatSize(second), common: formatSize(common) };
    words.push(t('look.sizesDiffer', sizeWords));
  }
  return words;
}
