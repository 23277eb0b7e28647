import { LitElementRenderer, type RenderInfo } from '@lit-labs/ssr';
import { collectResultSync, type ThunkedRenderResult } from '@lit-labs/ssr/lib/render-result.js';
import type { CSSResult, LitElement } from 'lit';
import { ElementSheets } from './element-sheets.js';

/** The sheets of all elements that have been rendered, by their tags. */
export const sheets = new ElementSheets();

/** Where the file's name is to be put, by what makes the files. */
export const placeOf = (name: string): string => `still:${name}`;

/** Renders elements into declarative shadow roots that ask for their style sheets as files. */
export class DeclarativeRenderer extends LitElementRenderer {
  override renderShadow(renderInfo: RenderInfo): ThunkedRenderResult | undefined {
    const { elementStyles } = this.element.constructor as typeof LitElement;
    const css = (elementStyles as CSSResult[]).map(({ cssText }) => cssText).join('');
    // After the styles comes the template.
    const template = super.renderShadow(renderInfo)!.at(-1)!;
    return [
      `<link rel="stylesheet" href="${placeOf(`${this.tagName}.css`)}">`,
      () => sheets.withoutInlineStyles(this.tagName, css, collectResultSync([template])),
    ];
  }
}
