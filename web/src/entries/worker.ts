// What runs in workers, all in one script: chapter 11's long computations and chapter 12's training.
import { runGrowth } from '../chapters/cost/growth.js';
import { runHead } from '../chapters/cost/head.js';
import type { CostReport, CostRequest } from '../chapters/cost/protocol.js';
import { answerLearner } from '../chapters/learning/learner.js';
import type { LearnerReport, LearnerRequest } from '../chapters/learning/protocol.js';
import { serve } from '../compute/worker-thread.js';

serve<CostRequest | LearnerRequest, CostReport | LearnerReport>((request, report) => {
  if (request.kind === 'growth') return runGrowth(request, report);
  if (request.kind === 'head') return runHead(request, report);
  return answerLearner(request, report);
});
