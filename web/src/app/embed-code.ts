// What a reader pastes into a page of their own to show a figure there.
import type { EmbedKind } from '../figure-shell/embed-kind.js';
import type { LinkState } from './link.js';

/** What of the moment an embedded figure begins with. */
export type EmbeddedMoment = Pick<LinkState, 'chapter'> &
  Partial<Pick<LinkState, 'sentence' | 'head' | 'token'>> & { readonly step?: string | undefined };

/** Heights that fit a chapter before its frame has told its own. */
const frameHeight = 900;

/** The lines for a page. `base` is the address of the folder that the explainer stands in. */
export function embedCode(kind: EmbedKind, moment: EmbeddedMoment, base: string, title: string): string {
  const { chapter, sentence, head, token, step } = moment;
  const fields = Object.entries({ chapter, sentence, head, token, step }).filter(
    ([, value]) => value !== undefined,
  );
  const script = (file: string) => `<script src="${escapeHtml(new URL(file, base).href)}" defer></script>`;
  if (kind === 'element') {
    const attributes = fields.map(([name, value]) => `${name}="${escapeHtml(String(value))}"`).join(' ');
    return `${script('attention-explainer.js')}\n<attention-explainer ${attributes}></attention-explainer>`;
  }
  const address = new URL('embed.html', base);
  for (const [name, value] of fields) address.searchParams.set(name, String(value));
  const frame = `<iframe src="${escapeHtml(address.href)}" title="${escapeHtml(title)}" width="100%" height="${frameHeight}" style="border: 0" allow="clipboard-write; fullscreen" loading="lazy"></iframe>`;
  return `${frame}\n${script('embed-height.js')}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
