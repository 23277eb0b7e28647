// Plain JavaScript over typed arrays: the three loops as one would write them.

/** query, key, value: (heads, n, d). A query sees `window` keys up to its own, where there is one. */
export function attention({ query, key, value }, { heads, n, d, causal, window = n }, output) {
  const scale = 1 / Math.sqrt(d);
  const weight = new Float64Array(n);
  for (let h = 0; h < heads; h++) {
    for (let i = 0; i < n; i++) {
      const end = causal ? i + 1 : n;
      const begin = Math.max(0, i + 1 - window);
      const q = (h * n + i) * d;
      let max = -Infinity;
      for (let j = begin; j < end; j++) {
        let sum = 0;
        for (let c = 0; c < d; c++) sum += query[q + c] * key[(h * n + j) * d + c];
        weight[j] = sum * scale;
        if (weight[j] > max) max = weight[j];
      }
      let total = 0;
      for (let j = begin; j < end; j++) total += weight[j] = Math.exp(weight[j] - max);
      for (let c = 0; c < d; c++) {
        let sum = 0;
        for (let j = begin; j < end; j++) sum += weight[j] * value[(h * n + j) * d + c];
        output[q + c] = sum / total;
      }
    }
  }
}
