/** All that an answer's Markdown needs: fetched apart, so that the page is there before. */
export { fill } from "./enrich";
export { Blocks, type Block } from "./markdown";
