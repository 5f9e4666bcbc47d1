/** esbuild hands style sheets to the widget as text. */
declare module '*.css' {
  const text: string;
  export default text;
}
