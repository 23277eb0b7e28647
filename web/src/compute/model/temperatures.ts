/** How far the temperature goes. Not to 0: softmax divides by it. */
export const temperatures = { least: 0.1, most: 10 } as const;
