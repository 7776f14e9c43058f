import type { MappingRegion } from '../../../native/core/mapping-regions.ts';
import { t } from '../../texts/texts.ts';
import { exactBytes, formatBytes, groupDigits } from '../../ui/format.ts';
import { regionWord, type Stretch, sectionStretches } from './section-parts.ts';

interface SectionPictureProps {
  readonly regions: readonly MappingRegion[];
  readonly pageBytes: number;
}

/** Share of the width that each enlarged end takes. */
const END_SHARE = 47;

/** A section as it lies in memory: the whole of it to scale, its two ends enlarged, and every part with its numbers. */
export function SectionPicture({ regions, pageBytes }: SectionPictureProps) {
  const { whole, start, end } = sectionStretches(regions, pageBytes);
  const realBytes = whole.to;
  const endFrom = (end.from / realBytes) * 100;
  return (
    <figure className="section-picture">
      <div className="section-bars" aria-hidden>
        <p className="section-caption">
          <span>{t('mappings.picture.whole')}</span>
          <span>{formatBytes(realBytes)}</span>
        </p>
        <Bar stretch={whole} />
        <svg className="section-lens" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <polygon points={`0,0 0.2,0 ${END_SHARE},10 0,10`} />
          <polygon points={`${Math.min(endFrom, 99.8)},0 100,0 100,10 ${100 - END_SHARE},10`} />
        </svg>
        <div className="section-ends">
          <Enlarged stretch={start} title={t('mappings.picture.first', { bytes: start.to })} />
          <Enlarged stretch={end} title={t('mappings.picture.last', { bytes: groupDigits(end.to - end.from) })} />
        </div>
      </div>
      <figcaption>
        <table className="section-legend">
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t('mappings.picture.part')}</th>
              <th scope="col">{t('mappings.picture.from')}</th>
              <th scope="col">{t('mappings.picture.size')}</th>
            </tr>
          </thead>
          <tbody>
            {regions.map(({ kind, offset, bytes }) => (
              <tr key={offset}>
                <th scope="row">
                  <span className={`region-dot region-${kind}`} aria-hidden />
                  {regionWord(kind)}
                </th>
                <td className="muted">{t('mappings.picture.fromOffset', { offset: groupDigits(offset) })}</td>
                <td>{exactBytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </figcaption>
    </figure>
  );
}

function Bar({ stretch }: { readonly stretch: Stretch }) {
  return (
    <div className="section-bar">
      {stretch.parts.map(({ kind, share }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a bar are known by their place
        <span key={index} className={`section-part region-${kind}`} style={{ width: `${share * 100}%` }} />
      ))}
    </div>
  );
}

function Enlarged({ stretch, title }: { readonly stretch: Stretch; readonly title: string }) {
  return (
    <div className="section-end" style={{ width: `${END_SHARE}%` }}>
      <div className="section-bar section-bar-large">
        {stretch.parts.map(({ kind, share }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a bar are known by their place
          <span key={index} className={`section-part region-${kind}`} style={{ width: `${share * 100}%` }}>
            {share > 0.2 && regionWord(kind)}
          </span>
        ))}
      </div>
      <p className="section-caption">{title}</p>
    </div>
  );
}
