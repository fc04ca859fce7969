"""A few words in each language, to presume by how many letters a token of it has.

They stand in only where no answer in the language was counted yet.
"""

from collections.abc import Mapping

SAMPLES: Mapping[str, str] = {
    "en": "The train leaves at nine, and tickets are cheaper if you book a day before.",
    "ko": "기차는 아홉 시에 떠나고, 하루 전에 예매하면 표가 더 쌉니다.",
    "ja": "電車は九時に出発し、前日に予約すると切符が安くなります。",
    "zh": "火车九点出发，提前一天订票会更便宜。",
    "es": "El tren sale a las nueve y el billete cuesta menos si se reserva un día antes.",
    "fr": "Le train part à neuf heures et le billet coûte moins cher la veille.",
    "de": "Der Zug fährt um neun Uhr, und am Vortag ist die Fahrkarte billiger.",
    "ru": "Поезд отправляется в девять, а накануне билет стоит дешевле.",
    "ar": "يغادر القطار في التاسعة، والتذكرة أرخص إذا حجزت قبل يوم.",
}
