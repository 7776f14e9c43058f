import type { CameraId } from '../../../backend/contract.ts';
import { useStats } from '../../stores/stats-store.ts';

const HEIGHT = 10;
const NONE = [] as const;

/** The rate of a camera over the last minute, from zero to its highest. A picture only: the number stands beside it. */
export function Sparkline({ camera }: { readonly camera: CameraId }) {
  const rates = useStats((state) => state.rates[camera]) ?? NONE;
  if (rates.length < 2) return undefined;
  const highest = Math.max(...rates, 1);
  const points = rates.map((rate, index) => `${index},${(HEIGHT * (1 - rate / highest)).toFixed(2)}`).join(' ');
  return (
    <svg className="sparkline" viewBox={`0 -1 ${rates.length - 1} ${HEIGHT + 2}`} preserveAspectRatio="none" aria-hidden>
      <polyline points={points} />
    </svg>
  );
}
