import { type FormEvent, useMemo, useRef, useState } from 'react';
import type { Mapping, MappingDetail } from '../../../../backend/contract.ts';
import type { FrameLayout } from '../../../../native/core/layout.ts';
import { type MappingRegion, placeOf } from '../../../../native/core/mapping-regions.ts';
import { useCameras } from '../../../stores/cameras-store.ts';
import { errorText } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { usePageScale } from '../../../ui/page-scale.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { useWidth } from '../../../ui/use-width.ts';
import { regionWord } from '../section-parts.ts';
import { BYTE_INPUT_ID, ByteEditor } from './byte-editor.tsx';
import { formatOffset, hexByte, OFFSET_FORMATS, type OffsetFormat, parseGoTo, placeText } from './hex-text.ts';
import { bytesOf, HEX_ROW_HEIGHT, HexView } from './hex-view.tsx';
import { type BytesState, useBytes } from './use-bytes.ts';
import { useLongScroll } from './use-long-scroll.ts';

interface BytesPanelProps {
  readonly mapping: Mapping;
  readonly detail: MappingDetail | undefined;
}

export function BytesPanel({ mapping, detail }: BytesPanelProps) {
  const { realBytes } = mapping;
  if (realBytes === null) return <p className="muted">{mapping.error ? errorText(mapping.error) : t('inspector.notOpen')}</p>;
  if (!detail) return <p className="muted">{t('common.reading')}</p>;
  return <Bytes mapping={mapping} regions={detail.regions} realBytes={realBytes} />;
}

interface BytesProps {
  readonly mapping: Mapping;
  readonly regions: readonly MappingRegion[];
  readonly realBytes: number;
}

/** Pixels that a byte takes as hex and as text, and what stands beside the bytes. */
const BYTE_PX = 25.7;
const MARGINS_PX = 140;

function Bytes({ mapping, regions: told, realBytes }: BytesProps) {
  const [cursor, setCursor] = useState(0);
  const [offsets, setOffsets] = useState<OffsetFormat>('hex');
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const scale = usePageScale();
  const perRow = bytesPerRow(width / scale);
  const scroll = useLongScroll(scroller, HEX_ROW_HEIGHT * scale, Math.ceil(realBytes / perRow));
  const layout = useLayout(mapping);
  // Told four times a second and nearly always the same: rows are drawn again only when they changed.
  const key = JSON.stringify(told);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what was told
  const regions = useMemo(() => told, [key]);
  const from = scroll.top * perRow;
  const to = Math.min(realBytes, (scroll.top + scroll.visible + 1) * perRow);
  const bytes = useBytes({ id: mapping.id, from, to, locked: true, live: true });
  const value = bytesOf(bytes.read, cursor, 1)?.[0];

  function show(offset: number): void {
    setCursor(offset);
    scroll.scrollTo(Math.floor(offset / perRow));
    scroller.current?.focus({ preventScroll: true });
  }

  return (
    <>
      <div className="hex-tools">
        <GoToField offsets={offsets} regions={regions} layout={layout} onGo={show} />
        <Segmented
          label={t('inspector.offsets')}
          value={offsets}
          options={OFFSET_FORMATS.map((value) => ({ value, label: t(`inspector.${value}`) }))}
          onChange={setOffsets}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every browser */}
      <div className="hex-parts" role="group" aria-label={t('inspector.goTo')}>
        {regions.map(({ kind, offset }) => (
          <button key={offset} type="button" className="preset hex-part" onClick={() => show(offset)}>
            <span className={`region-dot region-${kind}`} aria-hidden />
            {regionWord(kind)}
          </button>
        ))}
        <span className="hex-how muted">{howText(bytes)}</span>
      </div>
      <HexView
        scroller={scroller}
        scroll={scroll}
        perRow={perRow}
        realBytes={realBytes}
        regions={regions}
        layout={layout}
        offsets={offsets}
        read={bytes.read}
        cursor={cursor}
        onCursor={setCursor}
        onEdit={() => document.getElementById(BYTE_INPUT_ID)?.focus()}
      />
      <footer className="hex-footer">
        <p className="hex-place">
          <code>{formatOffset(cursor, offsets, realBytes).trim()}</code>{' '}
          {value !== undefined && (
            <>
              = <code>0x{hexByte(value)}</code> ({value}){' '}
            </>
          )}
          <span className="muted">{placeText(placeOf(cursor, regions, layout))}</span>
        </p>
        <ByteEditor mapping={mapping} offset={cursor} value={value} onWritten={bytes.renew} />
      </footer>
    </>
  );
}

/** Whole words of eight bytes, as many as there is room for. */
function bytesPerRow(width: number): number {
  const fits = (count: number): boolean => width >= MARGINS_PX + count * BYTE_PX;
  return fits(32) ? 32 : fits(16) ? 16 : 8;
}

/** The trailer's layout, or the one that was typed for the camera. */
function useLayout({ id, trailer }: Mapping): FrameLayout | undefined {
  const typed = useCameras(({ cameras }) => cameras.find((camera) => camera.id === id)?.layout);
  const { width, height, strideBytes, format } = trailer ?? {};
  return useMemo(
    () =>
      width !== undefined && height !== undefined && strideBytes !== undefined && format !== undefined
        ? { width, height, strideBytes, format, offsetBytes: 0 }
        : typed,
    [width, height, strideBytes, format, typed],
  );
}

function howText({ read, error }: BytesState): string {
  if (error) return errorText(error);
  if (!read) return '';
  return read.locked ? t('inspector.readLocked') : t('inspector.readUnlocked', { word: read.word });
}

interface GoToFieldProps {
  readonly offsets: OffsetFormat;
  readonly regions: readonly MappingRegion[];
  readonly layout: FrameLayout | undefined;
  readonly onGo: (offset: number) => void;
}

function GoToField({ offsets, regions, layout, onGo }: GoToFieldProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const target = parseGoTo(text, offsets, regions, layout);
    setProblem('problem' in target ? target.problem : undefined);
    if ('offset' in target) onGo(target.offset);
  }

  return (
    <form className="go-to" onSubmit={submit}>
      <input
        className="input"
        type="text"
        aria-label={t('inspector.goToLabel')}
        placeholder={t('inspector.goToHint')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => {
          setText(target.value);
          setProblem(undefined);
        }}
      />
      {problem && (
        <p className="field-note field-error" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
