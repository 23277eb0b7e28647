import { html, type TemplateResult } from 'lit';
import { decisiveWords, yourTurnFacts } from './facts.js';
import { wordLosses } from './difference.js';
import { yourTurn } from './figure.js';
import type { FigureContext } from '../../figure/figure.js';
import { type MessageKey, withGloss } from '../../text/messages.js';
import { withPlace } from '../../text/word-place.js';
import type { Removal } from '../../compute/runs.js';
import { define } from '../../ui/define.js';
import { SentenceBox } from '../../ui/sentence-box.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { FigureGallery } from './figure-gallery.js';
import { RemovalChoice } from './removal-choice.js';
import '../cards.js';

const id = 'your-turn';

function remove({ setRemoved, show, stepOf }: Page, removed: Removal): void {
  setRemoved(removed);
  // Whoever is comparing one thing goes on comparing it.
  if (stepOf(id) === 'whole') show(id, 'next');
}

/** `word:3`, `head:0`: what is pressed in the picture. */
function removalOf(handle: string): Removal {
  const [kind, index] = handle.split(':');
  return { kind: kind === 'head' ? 'head' : 'word', index: Number(index) };
}

/** What is taken away. What that changes is told to those who do not see the figure, too. */
function removalChoice(page: Page): TemplateResult {
  const { context } = page;
  const { runs, selection, say } = context;
  const facts = yourTurnFacts(context);
  const moved = facts.token !== facts.chosen ? ` ${say('switch.remove.moved', facts)}` : '';
  return html`
    <removal-choice
      .words=${runs.sentence.words}
      .heads=${runs.sentence.n_heads}
      .removed=${selection.removed}
      .result=${say('switch.remove.result', facts) + moved}
      .say=${say}
      @remove=${({ detail }: CustomEvent<Removal>) => remove(page, detail)}
    ></removal-choice>
  `;
}

/** The reader's own sentence, and every figure as it shows that. */
function everyFigure({ engine, context, examples, chapters, setSentence, open }: Page): TemplateResult {
  const { say, runs } = context;
  const { model } = engine;
  const titleOf = (chapter: string) => say(`chapter.${chapter}.title` as MessageKey);
  const titles = { word: titleOf('word'), context: titleOf('context'), heads: titleOf('heads') };
  return html`
    <section class="below" aria-labelledby="title-every">
      <h3 id="title-every">${say('your-turn.every')}</h3>
      <p>${say('your-turn.yours', titles)}</p>
      <sentence-box
        .words=${runs.sentence.words}
        .examples=${examples}
        .vocabulary=${model.vocabulary}
        .longest=${model.dimensions.n_positions}
        .say=${say}
        @sentence=${({ detail }: CustomEvent<string[]>) => setSentence(detail)}
      ></sentence-box>
      <figure-gallery
        .chapters=${chapters.filter((chapter) => chapter.id !== id)}
        .context=${context}
        @open=${({ detail }: CustomEvent<{ chapter: string; step: string }>) => open(detail.chapter, detail.step)}
      ></figure-gallery>
    </section>
  `;
}

const offered = 3;

/** The other words that are missed most, and one that comes later, if there is one; or none. */
const missedWord: Question = {
  id,
  options: (context) => {
    const { selection, say } = context;
    const losses = wordLosses(context);
    const others = losses.flatMap((loss, j) => (loss === undefined ? [] : [{ j, loss }]));
    const shown = [...others].sort((a, b) => b.loss - a.loss).slice(0, offered);
    const later = others.find(({ j }) => j > selection.token);
    if (later && !shown.includes(later)) shown.push(later);
    const decisive = decisiveWords(context);
    return [
      ...shown
        .sort((a, b) => a.j - b.j)
        .map(({ j }) => ({ text: wordAt(context, j), right: decisive.includes(j) })),
      { text: say('question.your-turn.none'), right: decisive.length === 0 },
    ];
  },
  answered: ({ context, setRemoved }) => {
    const [index] = decisiveWords(context);
    if (index !== undefined) setRemoved({ kind: 'word', index });
  },
  at: 'whole',
  reveal: 'next',
};

/** A word that the sentence has twice is told by its place. */
function wordAt({ runs, say }: FigureContext, j: number): string {
  const { words } = runs.sentence;
  const name = withPlace(say, words, j);
  return name === words[j] ? withGloss(say, name) : name;
}

define({ 'figure-gallery': FigureGallery, 'removal-choice': RemovalChoice, 'sentence-box': SentenceBox });

export const chapter: Chapter = {
  id,
  figure: yourTurn,
  press: (page, handle) => remove(page, removalOf(handle)),
  cards: [
    { step: 'whole' },
    { step: 'next', controls: removalChoice },
    { step: 'without', exact: 1 },
    { step: 'difference', exact: 1 },
  ],
  question: missedWord,
  below: everyFigure,
  showsOthers: true,
};
