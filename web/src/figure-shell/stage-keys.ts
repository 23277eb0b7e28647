// The keys of a figure that has the focus: the arrow keys walk from cell to cell once a walk has begun, and play before.

/** What the keys do, whatever the figure plays. */
export interface KeyActions {
  toggle(): void;
  on(): void;
  back(): void;
  first(): void;
  last(): void;
}

const actions: Readonly<Record<string, keyof KeyActions>> = {
  ' ': 'toggle',
  ArrowRight: 'on',
  ArrowLeft: 'back',
  Home: 'first',
  End: 'last',
};

/** Handles a key where it was pressed on the figure itself, not on something in it. `walk`: whether the key was for a walk. */
export function onStageKey(
  event: KeyboardEvent,
  walk: ((key: string) => boolean) | undefined,
  figure: KeyActions,
): void {
  if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!walk?.(event.key)) {
    const action = actions[event.key];
    if (!action) return;
    figure[action]();
  }
  event.preventDefault();
}
