/** What some browsers tell of the device. */
interface Device extends Navigator {
  readonly connection?: { readonly saveData?: boolean };
  getBattery?(): Promise<{ readonly level: number }>;
}

/**
 * Whether something may be computed and move that nobody has asked for: not for readers who have asked for less motion or
 * less data, and not on paper.
 */
export function mayRunByItself(): boolean {
  const { connection } = navigator as Device;
  const against = ['(prefers-reduced-motion: reduce)', '(prefers-reduced-data: reduce)', 'print'];
  return !connection?.saveData && !against.some((query) => matchMedia(query).matches);
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
