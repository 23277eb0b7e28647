// What the chapter computes in a thread of its own.
import { serve } from '../../compute/worker-thread.js';
import { runGrowth } from './growth.js';
import { runHead } from './head.js';
import type { CostReport, CostRequest } from './protocol.js';

serve<CostRequest, CostReport>((request, report) =>
  request.kind === 'growth' ? runGrowth(request, report) : runHead(request, report),
);
