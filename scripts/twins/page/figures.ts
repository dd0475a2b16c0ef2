/** What a reference tells of a tensor: its shape, mean, standard deviation and first eight numbers. */
export interface Figures {
  shape: number[];
  mean: number;
  std: number;
  first: number[];
}

export function figuresOf(numbers: Float32Array, shape: readonly number[]): Figures {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const squares = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return {
    shape: [...shape],
    mean,
    std: Math.sqrt(squares / numbers.length),
    first: [...numbers.subarray(0, 8)]
  };
}
