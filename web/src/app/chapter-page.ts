import type { NumberedChapter, Page } from '../chapters/chapter.js';
import { exampleSentences } from '../compute/examples.js';
import type { FigureContext } from '../figure/figure.js';
import type { Ready } from './computation.js';
import { shownControls } from './controls.js';
import type { ExplainerProperties } from './explainer-properties.js';

/** What chapters can ask of the page besides its properties. */
export type PageActions = Pick<Page, 'setSentence' | 'show' | 'stepOf' | 'open'> & {
  readonly loaded: () => readonly NumberedChapter[];
};

/** The page as its chapters see it: the same object until something that they see has changed. */
export class ChapterPage {
  #page: Page | undefined;

  constructor(
    private readonly host: ExplainerProperties,
    private readonly actions: PageActions,
  ) {}

  of({ engine }: Ready, context: FigureContext): Page {
    const { options, silent, ownModel, controls, isAlone, autoplay } = this.host;
    // What nobody can stop does not begin.
    const playsBySight = (!isAlone || autoplay) && shownControls(controls, isAlone).has('transport');
    const before = this.#page;
    const isSame =
      before?.engine === engine &&
      before.context === context &&
      before.options === options &&
      before.silent === silent &&
      before.ownModel === ownModel &&
      before.playsBySight === playsBySight;
    if (isSame) return before;
    this.#page = this.#make({ engine, context, options, silent, ownModel, playsBySight });
    return this.#page;
  }

  #make(seen: Pick<Page, 'engine' | 'context' | 'options' | 'silent' | 'ownModel' | 'playsBySight'>): Page {
    const { host } = this;
    const { loaded, ...actions } = this.actions;
    return {
      ...seen,
      ...actions,
      examples: exampleSentences,
      get chapters() {
        return loaded();
      },
      setOptions: (options) => (host.options = options),
      useModel: (model) => (host.ownModel = model),
      setSilent: (heads) => (host.silent = heads),
      setRank: (rank) => (host.rank = rank),
      setHandled: (handled) => (host.handled = { ...host.handled, ...handled }),
      setRemoved: (removed) => (host.removed = removed),
    };
  }
}
