// The style sheets of elements that are rendered in node. A strict page allows no inline styles: those of single marks are
// handed to the sheet of the tree that they stand in.

export class ElementSheets {
  readonly #sheets = new Map<string, { readonly css: string; readonly marks: Map<string, string> }>();

  /** Takes the inline styles out of the markup of a tree; each gets a name, by which the tree's sheet has it. */
  withoutInlineStyles(tree: string, css: string, markup: string): string {
    const { marks } = this.#sheets.get(tree) ?? this.#add(tree, css);
    return markup.replace(/ style="([^"]*)"/g, (_, style: string) => {
      if (!marks.has(style)) marks.set(style, String(marks.size));
      return ` data-style="${marks.get(style)}"`;
    });
  }

  #add(tree: string, css: string) {
    const sheet = { css, marks: new Map<string, string>() };
    this.#sheets.set(tree, sheet);
    return sheet;
  }

  /** All that a tree needs. */
  textOf(tree: string): string {
    const { css, marks } = this.#sheets.get(tree)!;
    // An inline style is stronger than any rule.
    const important = (style: string) => style.replace(/;?\s*$/, '').replace(/(?=;)|$/g, '!important');
    const rules = [...marks].map(([style, name]) => `[data-style="${name}"]{${important(style)}}`);
    return css + rules.join('');
  }

  /** Tree -> style sheet. */
  all(): Map<string, string> {
    return new Map([...this.#sheets.keys()].map((tree) => [tree, this.textOf(tree)]));
  }
}
