// The custom-elements manifest of the package: what editors and catalogues know of the element.
import { languageFolders } from './texts.mjs';

const namesOf = (values) => values.map((value) => JSON.stringify(value)).join(' | ');

const attributes = {
  chapter: ['string', 'The one chapter that is shown; without it the whole page.'],
  step: ['string', "The step at which the chapter's figure is held."],
  sentence: ['string', "The sentence that is run: words of the model's vocabulary, 24 at most."],
  head: ['number', 'The head that is shown, from 1.'],
  token: ['number', 'The word that is followed, from 1.'],
  transposed: ['boolean', 'Grids with queries along the top.'],
  lang: [
    namesOf(['auto', ...(await languageFolders())]),
    "The language of all texts, by its tag; `auto` for the reader's own, without it that of the page around.",
  ],
  theme: ['"auto" | "light" | "dark" | "host"', 'The colours; `host` for those of the page around.'],
  controls: [
    'string',
    'What stands around the figures: heading, settings, contents, sentence, title, cards, transport, tools, about; with spaces between. Without it all, for a chapter alone transport and tools.',
  ],
  data: [
    'string',
    "The address of an author's own numbers, as JSON or safetensors: tokens with query and key, or scores, or weights. As a property the numbers themselves.",
  ],
  autoplay: ['boolean', "The chapter's figure plays when it comes into sight."],
};

const properties = {
  ready: [
    'Promise<void>',
    'Resolves when the first figure is drawn; rejects with a sentence where that cannot be.',
  ],
  trace: ['Trace | undefined', 'Everything that was computed on the sentence shown.'],
  runs: [
    'Readonly<Record<string, Trace | undefined>> | undefined',
    'The same for every sentence that a chapter shows, by name.',
  ],
  updateComplete: ['Promise<boolean>', 'Resolves when what was asked for is drawn.'],
};

const methods = {
  play: 'Plays the figure from where it is.',
  pause: 'Stops it where it is.',
  goTo: 'Holds it at a step, also at one at which it was held before.',
  showAll: 'Shows every chapter now; resolves when all are drawn.',
};
const parameters = { goTo: [{ name: 'step', type: { text: 'string' } }] };
const results = { showAll: 'Promise<void>' };

const events = {
  step: ['CustomEvent<{ chapter: string; step: string }>', 'A figure has come to another step.'],
  selection: [
    'CustomEvent<{ sentence: string; head: number; token: number }>',
    'Sentence, head or token has changed.',
  ],
  ready: ['CustomEvent', 'The first figure is drawn.'],
  error: [
    'CustomEvent<{ kind: "start" | "sentence" | "data"; message: string; sentence?: string; word?: string; closest?: string[] }>',
    'Nothing can be shown, or another sentence than was asked for, or not the data that were given.',
  ],
};

const parts = {
  header: 'Heading and settings of the page.',
  heading: 'The title of the page.',
  lead: 'The sentence under it.',
  contents: 'The list of chapters, behind its button.',
  sentence: 'Sentence, word, head and direction of the grids, behind their button.',
  chapter: 'A chapter.',
  title: 'The title of a chapter.',
  figure: 'The figure of a chapter, or what stands in its place.',
  prose: 'The cards of a chapter.',
  about: 'What stands at the end of the page.',
};

const cssProperties = {
  '--ax-paper': 'The background.',
  '--ax-raised': 'The background of what lies on it.',
  '--ax-chip': 'The background of words and of what is pointed at.',
  '--ax-ink': 'Text.',
  '--ax-quiet': 'Text of less weight.',
  '--ax-line': 'Lines between things.',
  '--ax-query': 'Queries.',
  '--ax-key': 'Keys.',
  '--ax-value': 'Values.',
  '--ax-output': 'Outputs.',
  '--ax-positive': 'Numbers above zero.',
  '--ax-negative': 'Numbers below zero.',
  '--ax-focus': 'What has the focus or is highlighted.',
  '--ax-serif': 'The font family of titles.',
  '--ax-sans': 'The font family of everything else.',
};

const described = (entries) => Object.entries(entries).map(([name, description]) => ({ name, description }));
const typed = (entries) =>
  Object.entries(entries).map(([name, [text, description]]) => ({ name, type: { text }, description }));

export const elementsManifest = {
  schemaVersion: '1.0.0',
  readme: 'README.md',
  modules: [
    {
      kind: 'javascript-module',
      path: 'index.js',
      declarations: [
        {
          kind: 'class',
          name: 'AttentionExplainer',
          tagName: 'attention-explainer',
          customElement: true,
          superclass: { name: 'HTMLElement' },
          description: 'The explainer, or one chapter of it.',
          attributes: typed(attributes).map((attribute) => ({ ...attribute, fieldName: attribute.name })),
          members: [
            ...typed(attributes).map((member) => ({ kind: 'field', attribute: member.name, ...member })),
            ...typed(properties).map((member) => ({ kind: 'field', readonly: true, ...member })),
            ...described(methods).map((method) => ({
              kind: 'method',
              parameters: parameters[method.name] ?? [],
              return: { type: { text: results[method.name] ?? 'void' } },
              ...method,
            })),
          ],
          events: typed(events),
          cssParts: described(parts),
          cssProperties: described(cssProperties),
        },
      ],
      exports: [
        {
          kind: 'js',
          name: 'AttentionExplainer',
          declaration: { name: 'AttentionExplainer', module: 'index.js' },
        },
        {
          kind: 'custom-element-definition',
          name: 'attention-explainer',
          declaration: { name: 'AttentionExplainer', module: 'index.js' },
        },
      ],
    },
  ],
};
