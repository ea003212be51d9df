/** What stands for the keys and the measures of groups in SQL, by their places. */
export const keyColumn = (place: number) => `k${place}`
export const measureColumn = (place: number) => `m${place}`
