import { useEffect, useRef } from 'react';
import type { ActionId } from '../../backend/action-table.ts';

/** Undefined: known here, but not to be done now. */
export type ActionHandlers = { readonly [Id in ActionId]?: (() => void) | undefined };

interface Offer {
  handlers: ActionHandlers;
}

/** In the order in which they were mounted. */
const offers: Offer[] = [];
const listeners = new Set<() => void>();

/** Offers these actions while the component is mounted. What was mounted last goes first where two offer the same. */
export function useActions(handlers: ActionHandlers): void {
  const offer = useRef<Offer>({ handlers });
  useEffect(() => {
    offer.current.handlers = handlers;
    for (const listener of listeners) listener();
  });
  useEffect(() => {
    const { current } = offer;
    offers.push(current);
    return () => {
      offers.splice(offers.indexOf(current), 1);
      for (const listener of listeners) listener();
    };
  }, []);
}

/** What is to be done for this action now, if anything. */
export function handlerOf(id: ActionId): (() => void) | undefined {
  return offers.findLast(({ handlers }) => handlers[id])?.handlers[id];
}

/** Calls `listener` whenever what is offered may have changed. */
export function onOffersChanged(listener: () => void): void {
  listeners.add(listener);
}
