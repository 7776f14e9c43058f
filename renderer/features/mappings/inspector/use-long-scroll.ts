import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';

/** Elements cannot be much higher than 16 million pixels in every browser: what is longer is scrolled at a smaller scale. */
const LONGEST_PX = 8_000_000;
const WHEEL_ROWS = 3;

export interface LongScroll {
  /** First row in sight. */
  readonly top: number;
  /** Rows in sight, the last one perhaps not whole. */
  readonly visible: number;
  /** Height of the content, in pixels. */
  readonly heightPx: number;
  scrollTo(row: number): void;
  /** Scrolls as little as brings the row into sight. */
  reveal(row: number): void;
}

/** Scrolls a list of any length by whole rows. The scroll bar is the browser's own. */
export function useLongScroll(scroller: RefObject<HTMLElement | null>, rowHeight: number, rows: number): LongScroll {
  const [top, setTop] = useState(0);
  const [visible, setVisible] = useState(1);
  const last = Math.max(0, rows - visible);
  const scaled = rows * rowHeight > LONGEST_PX;
  const heightPx = Math.min(rows * rowHeight, LONGEST_PX);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => setVisible(Math.max(1, Math.floor(element.clientHeight / rowHeight)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, rowHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = (): void => {
      const way = element.scrollHeight - element.clientHeight;
      const next = way <= 0 ? 0 : Math.round((element.scrollTop / way) * last);
      // A place that this row was put to stands for it; only what the user scrolls further counts.
      setTop((before) => (Math.abs(scrollTopOf(element, before, last) - element.scrollTop) < 1 ? before : next));
    };
    const onWheel = (event: WheelEvent): void => {
      if (!scaled || event.ctrlKey) return;
      event.preventDefault();
      setTop((before) => Math.max(0, Math.min(last, before + Math.sign(event.deltaY) * WHEEL_ROWS)));
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, last, scaled]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const target = scrollTopOf(element, top, last);
    if (Math.abs(target - element.scrollTop) >= 1 && rowAt(element, last) !== top) element.scrollTop = target;
  }, [scroller, top, last]);

  const scrollTo = useCallback((row: number) => setTop(Math.max(0, Math.min(last, row))), [last]);
  const reveal = useCallback(
    (row: number) =>
      setTop((before) => {
        if (row < before) return row;
        return row >= before + visible ? Math.max(0, Math.min(last, row - visible + 1)) : before;
      }),
    [last, visible],
  );
  return { top: Math.min(top, last), visible, heightPx, scrollTo, reveal };
}

function scrollTopOf(element: HTMLElement, row: number, last: number): number {
  return last === 0 ? 0 : (row / last) * (element.scrollHeight - element.clientHeight);
}

function rowAt(element: HTMLElement, last: number): number {
  const way = element.scrollHeight - element.clientHeight;
  return way <= 0 ? 0 : Math.round((element.scrollTop / way) * last);
}
