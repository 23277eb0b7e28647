import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { outside } from '../ui/outside.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly theme: string };
type Shade = 'light' | 'dark';

/**
 * `theme="host"`: the colours are those of the page around, now and whenever it changes. A page says which they are by a class
 * or by data on its root or body, as most of them do (`class="dark"`, `data-theme="dark"`), or by the color-scheme of what stands
 * around the element. One that says nothing is light, whatever the reader's system is.
 */
export class HostTheme implements ReactiveController {
  readonly #observer = new MutationObserver(() => this.#follow());
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  #follows = false;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#dark.addEventListener('change', this.#follow);
    this.#begin();
  }

  hostDisconnected(): void {
    this.#dark.removeEventListener('change', this.#follow);
    this.#observer.disconnect();
    this.#follows = false;
  }

  hostUpdate(): void {
    this.#begin();
  }

  #begin(): void {
    const follows = this.host.theme === 'host';
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.#observer.disconnect();
    // A theme is put on the root as a rule, but color-scheme may come from anything around.
    for (let at = follows ? outside(this.host) : null; at; at = outside(at))
      this.#observer.observe(at, { attributes: true });
    this.#follow();
  }

  #follow = (): void => {
    if (!this.#follows) this.host.removeAttribute('data-shade');
    else this.host.setAttribute('data-shade', shadeAround(this.host, this.#dark.matches));
  };
}

function shadeAround(host: Element, systemIsDark: boolean): Shade {
  const named = [document.documentElement, document.body]
    .map(shadeNamed)
    .find((shade) => shade !== undefined);
  if (named) return named;
  const around = outside(host);
  const schemes = around ? getComputedStyle(around).colorScheme.split(/\s+/) : [];
  const [dark, light] = [schemes.includes('dark'), schemes.includes('light')];
  return dark && (!light || systemIsDark) ? 'dark' : 'light';
}

/** The shade that an element says by its name: `dark`, `theme-dark`, `dark-mode`, `data-bs-theme="dark"`. */
function shadeNamed(element: Element): Shade | undefined {
  const data = [...element.attributes].filter(({ name }) => /^data-.*(theme|mode|scheme)/.test(name));
  const names = [...element.classList, ...data.flatMap(({ value }) => value.split(/\s+/))];
  const [shade] = names.flatMap((name) => /^(?:.*theme-)?(dark|light)(?:[-_].*)?$/.exec(name)?.[1] ?? []);
  return shade as Shade | undefined;
}
