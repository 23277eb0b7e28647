import { controls } from '../../app/controls.js';
import type { NumberedChapter } from '../../chapters/chapter.js';
import type { Engine } from '../../compute/engine.js';
import { examples } from '../../compute/examples.js';
import { languageRows, languages } from '../../text/languages.js';
import { type MessageKey, sayIn } from '../../text/messages.js';
import { themes } from '../../ui/themes.js';

type Texts = Readonly<Record<string, string>>;

/** What can be written on the element, as data: catalog.json of the package. */
export interface Catalog {
  readonly languages: readonly { readonly id: string; readonly tag: string; readonly name: string }[];
  readonly themes: readonly string[];
  readonly controls: readonly string[];
  /** Numbers of heads go from 1 to this. */
  readonly heads: number;
  /** So many words a sentence can have. */
  readonly longestSentence: number;
  /** The words that sentences are made of, and what they mean in languages that are not theirs. */
  readonly vocabulary: readonly string[];
  readonly glosses: Readonly<Record<string, Texts>>;
  /** Sentences to begin with, and the word of each that is worth following. */
  readonly sentences: readonly { readonly sentence: string; readonly token: number }[];
  readonly chapters: readonly CatalogChapter[];
}

export interface CatalogChapter {
  readonly id: string;
  /** By the languages' ids, as all texts here. */
  readonly title: Texts;
  /** Whether it is a figure, which has steps; the others are something to work with. */
  readonly figure: boolean;
  /** The step at which the figure rests. */
  readonly keyStep?: string | undefined;
  readonly steps: readonly { readonly id: string; readonly name: Texts }[];
}

/** The texts of a key in all languages, which have been loaded. */
const textsOf = (key: string): Texts =>
  Object.fromEntries(languages.map((language) => [language, sayIn(language)(key as MessageKey)]));

function glossesIn(vocabulary: readonly string[]): Record<string, Texts> {
  const glossed = languages.filter((language) => sayIn(language).glossed);
  return Object.fromEntries(
    glossed.map((language) => {
      const { gloss } = sayIn(language);
      const known = vocabulary.flatMap((word) => [[word, gloss(word)] as const]);
      return [language, Object.fromEntries(known.filter(([, meaning]) => meaning !== undefined)) as Texts];
    }),
  );
}

function entryOf({ id, figure }: NumberedChapter): CatalogChapter {
  const steps = figure?.timeline.steps ?? [];
  return {
    id,
    title: textsOf(`chapter.${id}.title`),
    figure: figure !== undefined,
    keyStep: figure?.keyStep,
    steps: steps.map((step) => ({ id: step.id, name: textsOf(`step.${id}.${step.id}`) })),
  };
}

/** All texts of all languages have been loaded. */
export function catalogOf({ model }: Engine, chapters: readonly NumberedChapter[]): Catalog {
  const { vocabulary, dimensions } = model;
  return {
    languages: languages.map((id) => ({ id, tag: languageRows[id].tag, name: languageRows[id].name })),
    themes,
    controls,
    heads: dimensions.n_heads,
    longestSentence: dimensions.n_positions,
    vocabulary: [...vocabulary].sort(),
    glosses: glossesIn(vocabulary),
    sentences: examples,
    chapters: chapters.map(entryOf),
  };
}
