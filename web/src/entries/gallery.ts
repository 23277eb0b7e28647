// gallery.html: every figure with the lines that bring it into a page of others. A classic script, which runs from a disk too.
import { embedCode } from '../app/embed-code.js';

type Way = 'element' | 'module' | 'frame' | 'picture';

const root = document.documentElement;
const articles = [...document.querySelectorAll('article')];
const languages: readonly string[] = root.dataset['languages']!.split(' ');
/** From a disk there is no address that a page of others could name. */
const base = location.protocol === 'file:' ? 'https://your.host/path/' : new URL('./', location.href).href;

const find = <E extends Element = HTMLElement>(place: ParentNode, selector: string) =>
  place.querySelector<E>(selector)!;
/** What stands there in the language that is shown. */
const told = (place: Element) => find(place, `[lang="${root.lang}"]`).textContent;
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The lines that bring a figure into a page as it is shown here. */
function linesOf(article: HTMLElement, way: Way): string {
  const explainer = find(article, 'attention-explainer');
  const chapter = explainer.getAttribute('chapter')!;
  const step = explainer.getAttribute('step') ?? undefined;
  const moment = { chapter, step };
  const title = told(find(article, 'h2 .title'));
  if (way === 'picture') {
    const picture = article.querySelector<HTMLImageElement>(`.still [lang="${root.lang}"] img`);
    if (!picture) return '';
    const [src, width, height] = ['src', 'width', 'height'].map((name) => picture.getAttribute(name)!);
    const address = escaped(new URL(src!, base).href);
    return `<img src="${address}" alt="${escaped(picture.alt)}" width="${width}" height="${height}" />`;
  }
  if (way === 'frame') return embedCode('iframe', moment, base, title);
  const [script, tag] = embedCode('element', moment, base, title).split('\n');
  return way === 'element'
    ? `${script}\n${tag}`
    : `<script type="module">\n  import 'attention-explainer';\n</script>\n${tag}`;
}

function show(): void {
  const way = document.body.dataset['way'] as Way;
  for (const article of articles) {
    find(article, 'code').textContent = linesOf(article, way);
    find(article, '.told-of').textContent = '';
  }
}

function setLanguage(tag: string): void {
  root.lang = tag;
  document.title = told(find(document, 'h1'));
  for (const option of document.querySelectorAll('option')) option.text = option.dataset[dataName(tag)]!;
  for (const explainer of document.querySelectorAll('attention-explainer'))
    explainer.setAttribute('lang', tag);
  show();
}

/** `data-zh-cn` to scripts. */
function dataName(tag: string): string {
  return tag.toLowerCase().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Its own language: that of the address, or of the reader. */
function languageAsked(): string {
  const asked = [new URLSearchParams(location.search).get('lang') ?? [], navigator.languages].flat();
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const wanted of asked) {
    const known = languages.find((tag) => primary(tag) === primary(wanted));
    if (known) return known;
  }
  return languages[0]!;
}

/** What the clipboard does not take is selected, to be copied by hand. */
async function copy(article: HTMLElement): Promise<void> {
  const code = find(article, 'code');
  const said = (name: string) => told(find(article, `.${name}`));
  const note = find(article, '.told-of');
  try {
    await navigator.clipboard.writeText(code.textContent!);
    note.textContent = said('copied');
  } catch {
    getSelection()!.selectAllChildren(code);
    note.textContent = said('selected');
  }
}

for (const way of document.querySelectorAll<HTMLInputElement>('.ways input')) {
  // A browser may remember what was chosen before.
  if (way.checked) document.body.dataset['way'] = way.value;
  way.addEventListener('change', () => {
    document.body.dataset['way'] = way.value;
    show();
  });
}
for (const article of articles) {
  article.querySelector('select')?.addEventListener('change', ({ currentTarget }) => {
    const { value } = currentTarget as HTMLSelectElement;
    const explainer = find(article, 'attention-explainer');
    if (value) explainer.setAttribute('step', value);
    else explainer.removeAttribute('step');
    show();
  });
  find(article, 'button').addEventListener('click', () => void copy(article));
}
find(document, '.language').addEventListener('click', () => {
  setLanguage(languages[(languages.indexOf(root.lang) + 1) % languages.length]!);
});
setLanguage(languageAsked());
