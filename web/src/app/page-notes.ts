import { html, nothing, type TemplateResult } from 'lit';
import type { Engine } from '../compute/engine.js';
import type { Trace } from '../compute/trace.js';
import { wholeNumber } from '../text/format.js';
import type { Say } from '../text/messages.js';
import type { OwnModel } from '../compute/model/model.js';
import { refusedNote } from './refused-sentence.js';
import { parameterCount } from '../compute/model/parameter-count.js';

interface Reference {
  readonly id: 'vaswani' | 'series' | 'bahdanau' | 'elhage' | 'jain' | 'brown' | 'milakov' | 'dao';
  /** As the work itself is called, in its own language. */
  readonly title: string;
  readonly authors: string;
  readonly address: string;
}

const works: readonly Reference[] = [
  {
    id: 'vaswani',
    title: 'Attention Is All You Need',
    authors: 'Vaswani et al., 2017',
    address: 'https://arxiv.org/abs/1706.03762',
  },
  {
    id: 'series',
    title: 'Neural networks',
    authors: '3Blue1Brown',
    address: 'https://www.youtube.com/playlist?list=PLZHQObOWTQDNU6R1_67000Dx_ZCJB-3pi',
  },
  {
    id: 'bahdanau',
    title: 'Neural Machine Translation by Jointly Learning to Align and Translate',
    authors: 'Bahdanau, Cho, Bengio, 2014',
    address: 'https://arxiv.org/abs/1409.0473',
  },
  {
    id: 'elhage',
    title: 'A Mathematical Framework for Transformer Circuits',
    authors: 'Elhage et al., 2021',
    address: 'https://transformer-circuits.pub/2021/framework/',
  },
  {
    id: 'jain',
    title: 'Attention is not Explanation',
    authors: 'Jain, Wallace, 2019',
    address: 'https://arxiv.org/abs/1902.10186',
  },
  {
    id: 'brown',
    title: 'Language Models are Few-Shot Learners',
    authors: 'Brown et al., 2020',
    address: 'https://arxiv.org/abs/2005.14165',
  },
  {
    id: 'milakov',
    title: 'Online normalizer calculation for softmax',
    authors: 'Milakov, Gimelshein, 2018',
    address: 'https://arxiv.org/abs/1805.02867',
  },
  {
    id: 'dao',
    title: 'FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness',
    authors: 'Dao et al., 2022',
    address: 'https://arxiv.org/abs/2205.14135',
  },
];

/** What to read on, and what this page is. Links only: nothing is loaded from there. */
export function references(say: Say): TemplateResult {
  const item = ({ id, title, authors, address }: Reference) => html`
    <li>
      <a href=${address} rel="noreferrer"><cite lang="en">${title}</cite></a>
      <cite class="authors" lang="en">${authors}</cite>
      <p>${say(`reference.${id}`)}</p>
    </li>
  `;
  return html`
    <section class="references" aria-labelledby="title-references">
      <h2 id="title-references">${say('references.title')}</h2>
      <p class="lead">${say('references.lead')}</p>
      <ul>
        ${works.map(item)}
      </ul>
      <p class="about">${say('references.about')}</p>
    </section>
  `;
}

/** What there may be to be said of a page before its chapters. */
interface Noted {
  ownModel: OwnModel | undefined;
  readonly refused: string | undefined;
  readonly brokenLink: boolean;
  readonly given: { note(trace: Trace): TemplateResult } | undefined;
}

/** What is shown in the place of something else, and why. */
export function pageNotes(say: Say, page: Noted, engine: Engine, trace: Trace): TemplateResult {
  const { ownModel, refused, brokenLink, given } = page;
  return html`
    ${modelNote(say, ownModel, () => (page.ownModel = undefined))} ${given?.note(trace)}
    ${refused === undefined ? nothing : refusedNote(say, engine, refused)}
    ${brokenLink ? html`<p class="note" role="status">${say('link.broken')}</p>` : nothing}
  `;
}

/** Says which model is shown when it is not the one that came with the page. */
function modelNote(say: Say, ownModel: OwnModel | undefined, back: () => void): TemplateResult {
  return html`
    <p class="model" role="status" ?hidden=${!ownModel}>
      ${
        ownModel
          ? html`${say('model.shown', { seed: ownModel.seed, step: ownModel.step })}
              <button @click=${back}>${say('model.back')}</button>`
          : nothing
      }
    </p>
  `;
}

/** What has computed the page. */
export function pageFooter(
  say: Say,
  engine: Engine,
  duration: number,
  ownModel: OwnModel | undefined,
  /** Beside this page stand the files of the folder that it belongs to. */
  inFolder: boolean,
): TemplateResult {
  const parameters = wholeNumber(parameterCount(engine.model));
  const model = { ...engine.model.dimensions, parameters, trained: trainedText(say, ownModel) };
  const milliseconds = duration.toFixed(2);
  return html`
    <footer part="about">
      ${
        // An author's numbers are no model's.
        engine.model.vocabulary.length > 0 ? html`<p class="about">${say('about.model', model)}</p>` : nothing
      }
      <p class="about">${say('about.engine', { variant: engine.variant, milliseconds })}</p>
      <p class="about">
        ${inFolder ? html`<a href="THIRD-PARTY-NOTICES.txt">${say('about.notices')}</a>` : say('about.notices.inside')}
      </p>
      ${inFolder ? html`<p class="about"><a href="gallery.html">${say('about.gallery')}</a></p>` : nothing}
    </footer>
  `;
}

/** One that was taken before its first step has learnt nothing. */
function trainedText(say: Say, own: OwnModel | undefined): string {
  if (!own) return say('about.trained');
  const { seed, step } = own;
  return say(step === 0 ? 'about.trained.random' : 'about.trained.here', { seed, step });
}
