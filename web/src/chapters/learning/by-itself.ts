import { savesData } from '../../ui/saves-data.js';

/** What some browsers tell of the device. */
interface Device extends Navigator {
  getBattery?(): Promise<{ readonly level: number }>;
}

/**
 * What a run does that nobody has asked for: it is seen as it goes; it is computed and its end shown, for readers who have
 * asked for less motion; or nothing, for those who save data, and on paper.
 */
export function byItself(): 'plays' | 'computes' | 'rests' {
  if (savesData() || matchMedia('print').matches) return 'rests';
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'computes' : 'plays';
}

/** What is left in a battery is the reader's own, below this part of it. */
const leastCharge = 0.2;

/** Whether there is power for what nobody has asked for: as far as is known, for most browsers do not say. */
export async function hasPower(): Promise<boolean> {
  try {
    const battery = await (navigator as Device).getBattery?.();
    return battery === undefined || battery.level >= leastCharge;
  } catch {
    // A page in a frame may not be told.
    return true;
  }
}
