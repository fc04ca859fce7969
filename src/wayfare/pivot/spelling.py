"""Find what is spelled unlike prose: code, formulae, addresses, quotes, numbers with units."""

import re

_EXTENSIONS = (
    "pdf|docx?|xlsx?|pptx?|hwpx?|txt|md|csv|tsv|json|jsonl|ya?ml|toml|xml|html?|css|s?css|jsx?|tsx?|"
    "mjs|py|ipynb|java|kt|swift|go|rs|rb|php|c|h|cpp|hpp|cs|sh|bat|ps1|sql|log|ini|cfg|conf|env|"
    "png|jpe?g|gif|svg|webp|mp3|mp4|wav|avi|mov|zip|tar|gz|tgz|exe|dmg|apk|iso|db|lock|parquet|"
    "com|org|net|io|ai|dev|app|kr|jp|cn|de|fr|es|uk|eu|gov|edu|info"
)
_UNITS = (
    "kg|mg|µg|km|cm|mm|nm|µm|ml|mL|dL|GHz|MHz|kHz|Hz|GB|MB|KB|kB|TB|PB|GiB|MiB|KiB|TiB|kW|MW|GW|kWh|Wh|"
    "mAh|mA|mV|kV|fps|FPS|px|pt|em|rem|dpi|rpm|Mbps|Gbps|kbps|bps|hPa|kPa|MPa|Pa|dB|kcal|cal|kJ|ms|µs|ns|"
    "ppm|ppb|mph|kph|ft|lb|lbs|oz|USD|EUR|KRW|JPY|CNY|GBP|vol"
)
_TIGHT = "[mgLlVWAKkMBTGxX]|bn"  # one letter is a unit only right behind the digit
_NUMBER = r"[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,6}|\d+)(?:[.,]\d+)*"
_RANGE = r"(?:[-~–—]\d+(?:[.,]\d+)*)?"
_END, _START = r"(?![A-Za-z0-9])", r"(?<![A-Za-z0-9])"
_OPERAND = r"(?:[A-Za-z0-9.]{0,20}\([A-Za-z0-9.+*/^ -]{1,40}\)|[A-Za-z0-9.]{0,40}[A-Za-z0-9])"
_PATH = r"[A-Za-z0-9_@.+-]"
# names of files in Hangul end at blanks, those in other wide letters anywhere
_STEM = r"[A-Za-z0-9_가-힣-]{1,80}"
_PER = r"(?:[²³]|/[a-z]{1,3})?"

#: In the order in which they are tried where several begin at one letter.
PATTERNS = {
    "inline code": r"(?<!`)(?P<tick>`{1,9})(?!`)[^\n]{0,500}?(?<!`)(?P=tick)(?!`)",
    "formula": (
        r"\$\$[^$\n]{1,500}\$\$|\\\([^\n]{0,300}?\\\)|\\\[[^\n]{0,300}?\\\]"
        # two prices in one line are no formula
        r"|(?<![A-Za-z0-9_$\\])\$(?![\s$])(?=[^$\n]{0,200}[\\^_={}+*/<>|()]|[^\s$]{1,200}\$)"
        r"[^$\n\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{1,200}?"
        r"(?<![\s\\])\$(?![\d$])"
    ),
    "address": (
        r"(?:https?|ftp|file|ssh|git|wss?)://[!-~]{0,500}[A-Za-z0-9/#=&%+_-]"
        r"|www\.[!-~]{0,500}[A-Za-z0-9/]"
        r"|(?<![A-Za-z0-9_.+-])(?a:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})"
    ),
    "place to fill in": (
        r"\{\{[^\n]{0,200}?\}\}|\$?\{(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,300}\}|%(?:\(\w+\))?[sdif]\b"
    ),
    "tag": (
        r"<!--[^\n]{0,300}?-->|</?[A-Za-z][^<>\n]{0,200}>|&(?:[a-z]{2,8}|#x?[0-9a-fA-F]{1,6});"
    ),
    "quote": (
        r"“[^”\n]{1,300}”|‘[^’\n]{1,300}’(?!\w)|「[^」\n]{1,300}」|『[^』\n]{1,300}』"
        r"|《[^》\n]{1,300}》|〈[^〉\n]{1,300}〉|«[^»\n]{1,300}»|„[^“”\n]{1,300}[“”]"
        r'|＂[^＂\n]{1,300}＂|(?<![A-Za-z0-9])"[^"\n]{1,300}"'
        r"|(?<![A-Za-z0-9])'(?!\s)[^'\n]{1,120}(?<!\s)'(?![A-Za-z0-9])"
    ),
    "path": (
        r"(?<![A-Za-z0-9])[A-Za-z]:\\[^\s\"'<>|]{1,260}"
        rf"|(?<![A-Za-z0-9_/.])(?:~|\.{{1,2}})?/{_PATH}{{1,80}}(?:/{_PATH}{{0,80}}){{0,20}}(?<!\.){_END}"
        rf"|(?<![A-Za-z0-9_@.+/-]){_PATH}{{1,80}}(?:/{_PATH}{{1,80}}){{2,20}}(?<!\.){_END}"
    ),
    "file or host": (
        rf"(?<![A-Za-z0-9_가-힣.-]){_STEM}(?:\.{_STEM}){{0,8}}\.(?:{_EXTENSIONS})"
        rf"(?:/[!-~]{{0,500}}[A-Za-z0-9/])?{_END}"
    ),
    "mention": r"(?<![A-Za-z0-9_&])@(?a:\w(?:[\w.-]{0,60}\w)?)|(?<![A-Za-z0-9_&#])#[^\W\d]\w{0,60}",
    "date": r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?Z?)?(?!\d)",
    "time": (
        r"(?<![\d.])\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:[ap]\.m\.|[AaPp][Mm]\b))?(?!\d)"
    ),
    "version or fraction": (
        r"(?<![\d.,])(?!\d{1,3}(?:\.\d{3})+(?![\d.]))v?\d+(?:\.\d+){2,}(?:-[A-Za-z0-9.]+)?(?!\d)"
        r"|(?<![\d.,/])\d+/\d+(?![\d/])"
    ),
    "number that is a name": (
        r"(?<![\d.,-])(?:\+\d{1,3}[- ])?\d{2,4}-\d{3,4}(?:-\d{3,4})?(?![\d-])"
        r"|(?<![\d.,])(?<!\d[ \u00a0\u202f])0\d+(?![\d.,]\d)"
    ),
    "money": (
        r"[-−]?(?:US|A|C|HK|NT)?[$€£¥₩]\s?\d+(?:[.,]\d+)*"
        r"(?:[ ]?(?:thousand|million|billion|trillion|k|K|M|B|bn)\b)?"
        rf"|(?<![\d.,A-Za-z]){_NUMBER}{_RANGE}\s?(?:[€£¥₩]|\$(?![A-Za-z0-9_$\\]))"
    ),
    "number with a unit": (
        rf"(?<![\d.,A-Za-z]){_NUMBER}{_RANGE}"
        r"(?:\s?(?:%|‰|℃|℉|°\s?[CFK]?|㎏|㎞|㎝|㎜|㎡|㎥|㎖|㎎|㎘|㏄)"
        rf"|\s?(?:{_UNITS}|km/h|m/s){_PER}{_END}|(?:{_TIGHT}){_PER}{_END})"
    ),
    "number with an exponent": rf"{_START}\d+(?:\.\d+)?[eE][-+]?\d+{_END}",
    "equation": (
        rf"{_START}(?=[A-Za-z0-9().+*/<> -]{{0,60}}[=^×÷≤≥])"
        rf"{_OPERAND}(?:\s?[-+*/^=<>≤≥×÷]\s?{_OPERAND}){{1,20}}(?<=[\w)\]]){_END}"
    ),
    "snake_case": (
        r"(?<![A-Za-z0-9_])(?a:_{0,2}[A-Za-z0-9]{1,60}(?:_{1,2}[A-Za-z0-9]{1,60}){1,20}(?:\(\))?"
        rf"|__\w{{1,60}}__){_END}"
    ),
    "camelCase": (
        rf"{_START}(?:[a-z]+[0-9]*[A-Z][A-Za-z0-9]*|(?:[A-Z][a-z0-9]+){{2,}}[A-Z]?)(?:\(\))?{_END}"
    ),
    "call": (
        r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_]{0,60}(?:\.[A-Za-z_][A-Za-z0-9_]{0,60}){0,8}"
        r"\([A-Za-z0-9_., ='\"]{0,100}\)(?<=[\w(]\))"
    ),
    "option": rf"(?<![A-Za-z0-9_-])--?[a-z][a-z0-9-]*{_END}",
    "name with a digit": (
        rf"{_START}(?:[A-Za-z]+-?\d+[A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*|\d+[A-Z]{{1,3}}){_END}"
    ),
    "language": rf"{_START}(?:C\+\+|C#|F#|\.NET)(?!\w)",
}  # fmt: skip
SPAN = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS.values()))
