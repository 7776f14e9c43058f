import { Pin, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import { useKeysOf } from '../../actions/keys-of.ts';
import { useActions } from '../../actions/use-actions.ts';
import type { FrameView } from '../../frames/frame-view.ts';
import type { Probe } from '../../frames/look-messages.ts';
import { togglePin, useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { groupDigits } from '../../ui/format.ts';
import { pixelText, sampleRows, shownHex, valuesText } from './probe-words.ts';
import { useWorkerCanvas } from './use-looking.ts';

interface InspectorProps {
  readonly tile: TileId;
  readonly camera: Camera;
  readonly view: FrameView;
}

/** The native values of one pixel and where they lie, and of those that were pinned. */
export function Inspector({ tile, camera, view }: InspectorProps) {
  const lens = useRef<HTMLDivElement>(null);
  const probes = useLook((state) => state.probes[tile]);
  const pinKey = useKeysOf('look.pin');
  useWorkerCanvas(view, lens, 'magnifier', t('look.magnifier'));
  const cursor = probes?.cursor;
  useActions({
    'look.copy': cursor && (() => void navigator.clipboard.writeText(pixelText(cursor, camera)).catch(() => undefined)),
  });
  return (
    <section className="inspect" aria-label={t('actions.look.inspector')}>
      <div className="inspect-top">
        <div ref={lens} className="lens" />
        {cursor ? <CursorFacts tile={tile} camera={camera} probe={cursor} /> : <p className="muted">{t('look.noPixel')}</p>}
      </div>
      {cursor && <Samples probe={cursor} camera={camera} />}
      <p className="muted inspect-hint">{t('look.inspectorHint')}</p>
      <h3>{t('look.pins')}</h3>
      {probes && probes.pins.length > 0 ? (
        <ol className="pins">
          {probes.pins.map((pin, index) => (
            <li key={`${pin.x},${pin.y}`}>
              <span className="pin-number">{index + 1}</span>
              <Swatch probe={pin} />
              <span className="pin-place">
                {pin.x}, {pin.y}
              </span>
              <span className="pin-values">{valuesText(pin)}</span>
              <IconButton icon={X} label={t('look.unpin', { number: index + 1 })} onClick={() => togglePin(tile, pin)} />
            </li>
          ))}
        </ol>
      ) : (
        <p className="muted">{t('look.pinsHint', { key: pinKey ?? '' })}</p>
      )}
      {cursor && <Speech probe={cursor} />}
    </section>
  );
}

function CursorFacts({ tile, camera, probe }: { readonly tile: TileId; readonly camera: Camera; readonly probe: Probe }) {
  return (
    <div className="inspect-facts">
      <dl>
        <dt>{t('look.position')}</dt>
        <dd>
          {probe.x}, {probe.y}
        </dd>
        <dt>{t('look.frame')}</dt>
        <dd>{probe.frameNumber > 0 ? groupDigits(probe.frameNumber) : '–'}</dd>
        <dt>{t('look.shown')}</dt>
        <dd>
          <Swatch probe={probe} /> {shownHex(probe.shown)}
        </dd>
      </dl>
      <div className="inspect-buttons">
        <CopyButton text={pixelText(probe, camera)} label={t('look.copyPixel')} />
        <IconButton icon={Pin} label={t('actions.look.pin')} action="look.pin" onClick={() => togglePin(tile, probe)} />
      </div>
    </div>
  );
}

function Samples({ probe, camera }: { readonly probe: Probe; readonly camera: Camera }) {
  const rows = sampleRows(probe, camera.layout);
  if (rows.length === 0) return <p className="note">{t('look.compressed')}</p>;
  return (
    <>
      <table className="samples">
        <thead>
          <tr>
            <th scope="col">{t('look.sample')}</th>
            <th scope="col">{t('look.decimal')}</th>
            <th scope="col">{t('look.hex')}</th>
            <th scope="col">{t('look.plane')}</th>
            <th scope="col">{t('look.offset')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ channel, decimal, hex, plane, offset, row }) => (
            <tr key={channel}>
              <th scope="row" data-channel={channel}>
                {channel}
              </th>
              <td>{decimal}</td>
              <td>{hex}</td>
              <td title={t('look.row', { row })}>{plane}</td>
              <td>{offset === undefined ? '–' : groupDigits(offset)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {probe.factor > 1 && <p className="note">{t('look.reduced', { factor: probe.factor })}</p>}
    </>
  );
}

function Swatch({ probe }: { readonly probe: Probe }) {
  return <span className="swatch" style={{ backgroundColor: `rgb(${probe.shown.join(' ')})` }} aria-hidden />;
}

/** Speaks a pixel once when the cursor has come to it, and not again with each frame. */
function Speech({ probe }: { readonly probe: Probe }) {
  const [words, setWords] = useState('');
  const place = `${probe.x},${probe.y}`;
  const spoken = useRef('');
  useEffect(() => {
    if (spoken.current === place) return;
    spoken.current = place;
    setWords(t('look.speech', { x: probe.x, y: probe.y, values: valuesText(probe) }));
  }, [place, probe]);
  return (
    <div className="visually-hidden" role="status">
      {words}
    </div>
  );
}
