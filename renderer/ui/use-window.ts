import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows drawn above and below what can be seen, so that a quick scroll meets no blank. */
const SPARE_ROWS = 8;

export interface RowWindow {
  /** First row to draw, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** Which rows of a long list of equally high ones are in sight. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, count: number): RowWindow {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE_ROWS);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + SPARE_ROWS);
  return { from: Math.min(from, to), to };
}

export function useWindow(scroller: RefObject<HTMLElement | null>, rowHeight: number, count: number): RowWindow {
  const [rows, setRows] = useState<RowWindow>({ from: 0, to: Math.min(count, 40) });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => {
      const next = windowOf(element.scrollTop, element.clientHeight, rowHeight, count);
      setRows((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller, rowHeight, count]);
  return rows;
}
