import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { ChapterProse } from '../../chapters/chapter-prose.js';
import type { Card } from '../../chapters/chapter.js';
import { subscriptLetters } from '../../text/subscript-letters.js';
import type { MathData } from '../../text/formulas.js';
import { escapeText } from './scene-markup.js';

/** The prose of a chapter as it is first painted; `unscripted`: for readers without scripts, where nothing can be pressed. */
export class StillProse extends ChapterProse {
  declare unscripted: boolean | undefined;

  static override styles: CSSResultGroup = [
    ChapterProse.styles,
    css`
      b.object {
        color: var(--tone);
      }
    `,
  ];

  /** What is said under a figure while it plays stands here too: nothing plays. */
  protected override get cards(): readonly Card[] | undefined {
    const { cards, figure } = this.chapter;
    const told = this.unscripted ? figure?.timeline.steps.map(({ id }) => ({ step: id })) : undefined;
    return cards ?? told;
  }

  protected override term(object: string, text: string): TemplateResult {
    return this.unscripted
      ? html`<b class="object ${object}">${subscriptLetters(text)}</b>`
      : super.term(object, text);
  }

  protected override formula(formula: MathData): unknown {
    return unsafeHTML(mathMarkup(formula));
  }

  protected override controls(controls: Card['controls']): unknown {
    return this.unscripted ? nothing : super.controls(controls);
  }

  /** Without scripts there are cards and formulas: the page holds them all before its first figure. */
  protected override folded(card: Card): number {
    return this.unscripted ? 0 : super.folded(card);
  }

  protected override question(
    facts: Parameters<ChapterProse['question']>[0],
  ): TemplateResult | typeof nothing {
    return this.unscripted ? nothing : super.question(facts);
  }
}

function mathMarkup([tag, attributes, ...children]: MathData): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeText(value)}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapeText(child) : mathMarkup(child)));
  return `<${tag}${written.join('')}>${inner.join('')}</${tag}>`;
}
