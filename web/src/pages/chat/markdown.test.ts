import { describe, expect, test } from "vitest";

import { Blocks, render } from "./markdown";

const html = (text: string) => render(text).trim();

describe("emphasis beside Korean, Japanese and Chinese", () => {
  test.each([
    ["**굵게(bold)**을 씁니다", "<strong>굵게(bold)</strong>을"],
    ["**“인용”**은 이렇게", "<strong>“인용”</strong>은"],
    ["이것은 **중요!**합니다", "<strong>중요!</strong>합니다"],
    ["**これは太字（ふとじ）**です", "<strong>これは太字（ふとじ）</strong>です"],
    ["这是**“重点”**内容", "<strong>“重点”</strong>内容"],
    ["*기울임(it)*은", "<em>기울임(it)</em>은"],
    ["`코드`**(a)**를", "<strong>(a)</strong>를"],
  ])("%s", (text, expected) => expect(html(text)).toContain(expected));
});

describe("money stays money", () => {
  test.each([
    "It costs $1.50 for one and $2 for two.",
    "Between $5-$10, or US$5 and US$6.",
    "가격은 $3이고 다른 것은 5$입니다.",
    "$1.50부터 $2까지, 또는 $1,000(약 140만 원)에서 $2,000.",
    "Set $HOME and $PATH, or $HOME/$USER.",
    "$20/month vs. $200/year",
    "5$ or 10$",
    "$100 million to 200$",
    "($, ₩, €)",
  ])("%s", (text) => expect(html(text)).not.toContain("math"));
});

describe("maths is maths", () => {
  test.each([
    ["So $x^2$ grows", '<span class="math">x^2</span>'],
    ["$x$와 $y$의 합", '<span class="math">x</span>와'],
    ["the $n$th one", '<span class="math">n</span>th'],
    ["$2x + 3 = 7$을 풀면", '<span class="math">2x + 3 = 7</span>'],
    ["$$\\frac{1}{2}$$", '<div class="math">\\frac{1}{2}</div>'],
    ["$$\na_1 < b\n$$", '<div class="math">a_1 &lt; b</div>'],
    ["\\[\na * b * c\n\\]", '<div class="math">a * b * c</div>'],
    ["then \\(a_1\\) and", '<span class="math">a_1</span>'],
    ["$\\text{속도} = 3$", '<span class="math">\\text{속도} = 3</span>'],
  ])("%s", (text, expected) => expect(html(text)).toContain(expected));

  test("within code, a dollar is a dollar", () => {
    expect(html("`$x^2$`")).toBe("<p><code>$x^2$</code></p>");
    expect(html("```\n$$x$$\n```")).not.toContain("math");
  });
});

describe("addresses", () => {
  test("a link opens beside the page and tells nobody where it stood", () => {
    expect(html("[a](https://example.com/b?c=d&e)")).toBe(
      '<p><a href="https://example.com/b?c=d&amp;e" title="example.com" target="_blank" rel="noopener noreferrer nofollow">a</a></p>',
    );
  });
  test.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/api/session)",
    "<javascript:alert(1)>",
    "[x](blob:abc)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x]: javascript:alert(1)\n\n[x]",
  ])("goes nowhere: %s", (text) => {
    expect(html(text)).not.toMatch(/href=|src=/);
  });
  test("what stands elsewhere is not loaded: it becomes a link", () => {
    const made = html("![a cat](https://example.com/cat.png?who=me)");
    expect(made).not.toContain("<img");
    expect(made).toContain('<a class="picture" href="https://example.com/cat.png?who=me"');
    expect(made).toContain(">a cat</a>");
  });
  test("an image that the answer carries is drawn", () => {
    expect(html("![dot](data:image/png;base64,iVBORw0KGgo=)")).toContain('<img src="data:image/png;base64,iVBORw0KGgo="');
  });
  test.each([
    ["https://example.com/a을 보세요", 'href="https://example.com/a"'],
    ["https://example.com에서 보세요", 'href="https://example.com"'],
    ["https://ko.wikipedia.org/wiki/서울", "wiki/%EC%84%9C%EC%9A%B8"],
    ["(https://example.com/b)", 'href="https://example.com/b"'],
  ])("a bare address ends where it ends: %s", (text, expected) => expect(html(text)).toContain(expected));
  test("names of files are no addresses", () => {
    expect(html("see main.py and a.md")).not.toContain("<a");
  });
});

describe("hostile answers", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <svg onload=alert(1)> b",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<style>*{display:none}</style>",
    "<form action=//evil><input name=password></form>",
    '[a](https://a.example "\\" onmouseover=\\"alert(1)")',
    '![a" onerror="alert(1)](https://a.example/b.png)',
    '```js" onload="alert(1)\nx\n```',
    "<math><mtext></mtext><mglyph><style></style></math>",
    "$<img src=x onerror=alert(1)>$",
    "| a |\n| :-: |\n| <b onclick=x>b</b> |",
  ])("comes through as text: %s", (text) => {
    const made = html(text);
    const tags = [...made.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
    expect(tags.filter((tag) => !ALLOWED.has(tag!))).toEqual([]);
    const attributes = [...made.matchAll(/<[a-z0-9]+((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g)].flatMap(([, all]) =>
      [...all!.matchAll(/\s([a-z-]+)(?:="[^"]*")?/g)].map(([, name]) => name),
    );
    expect(attributes.filter((name) => /^on|style|srcdoc/.test(name!))).toEqual([]);
  });
  const ALLOWED = new Set(
    "p a code pre figure figcaption span div table thead tbody tr th td strong em br img h1 h2 h3 ul ol li".split(" "),
  );
});

describe("blocks", () => {
  test("columns are set at a side without a style", () => {
    expect(html("| a | b |\n| :-- | --: |\n| 1 | 2 |")).toContain('<th class="right">b</th>');
  });
  test("a task has a drawn box", () => {
    expect(html("- [x] done\n- [ ] open")).toContain("☑ done");
  });
  test("code names its language", () => {
    expect(html("```python\nx < 1\n```")).toContain('<code class="language-python">x &lt; 1\n</code>');
  });
});

const ANSWER = `# 제목

첫 문단은 **굵게(bold)**을 씁니다. $x^2$와 $1.50.

1. 하나
2. 둘

   계속

- a
- b

\`\`\`python
def f():
    return 1
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

$$
x = 1
$$

[later] is named below.

> quoted
> more

끝.

[later]: https://example.com
`;

describe("while an answer streams", () => {
  test("what is frozen stays as it was", () => {
    const blocks = new Blocks();
    const seen = new Map<number, string>();
    for (let end = 1; end <= ANSWER.length; end++) {
      for (const { key, html, isFrozen } of blocks.grow(ANSWER.slice(0, end))) {
        if (!isFrozen) continue;
        expect(seen.get(key) ?? html).toBe(html);
        seen.set(key, html);
      }
    }
    expect(seen.size).toBeGreaterThan(8);
  });
  test("its end is what it would have been at once, whatever came in between", () => {
    const blocks = new Blocks();
    for (let end = 7; end < ANSWER.length; end += 7) blocks.grow(ANSWER.slice(0, end));
    expect(blocks.end(ANSWER).map((block) => block.html).join("")).toBe(render(ANSWER));
    expect(blocks.end(ANSWER)[7]?.html).toContain("https://example.com");
  });
  test("without names that come later, frozen blocks are the end's blocks", () => {
    const text = ANSWER.slice(0, ANSWER.indexOf("[later]"));
    const blocks = new Blocks();
    let last: string[] = [];
    for (let end = 1; end <= text.length; end++) last = blocks.grow(text.slice(0, end)).map((block) => block.html);
    expect(last.join("")).toBe(render(text));
  });
  test("at its end, what was frozen is the same block, so it is not drawn again", () => {
    const blocks = new Blocks();
    const text = "one\n\ntwo\n\nthree\n";
    const first = blocks.grow(text)[0];
    expect(first?.isFrozen).toBe(true);
    expect(blocks.end(text)[0]).toBe(first);
  });
  test("open marks are closed for the eye", () => {
    const seen = (text: string) => new Blocks().grow(text).map((block) => block.html).join("");
    expect(seen("It is **very impor")).toContain("<strong>very impor</strong>");
    expect(seen("See [the docs](https://exam")).not.toContain("](");
    expect(seen("Run `npm ins")).toContain("<code>npm ins</code>");
    expect(seen("```js\nlet a")).toContain('<code class="language-js">let a');
    expect(seen("cost $1.50 and")).not.toContain("math");
  });
  test("another text begins anew", () => {
    const blocks = new Blocks();
    blocks.grow("one\n\ntwo\n\nthree\n");
    expect(blocks.grow("other").map((block) => block.html)).toEqual(["<p>other</p>\n"]);
  });
});
