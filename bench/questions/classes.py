"""Classify: whether a review praises, and what a sentence is about."""

from random import Random

from bench.questions.graders import OnlyLabel
from bench.questions.question import Drafts, in_each

MOODS = {
    "positive": ("positive", "긍정", "肯定", "ポジティブ"),
    "negative": ("negative", "부정", "否定", "ネガティブ"),
}
SUBJECTS = {
    "sports": ("sports", "sport", "스포츠", "スポーツ"),
    "economy": ("economy", "economics", "경제", "経済"),
    "science": ("science", "과학", "科学"),
    "cooking": ("cooking", "요리", "料理"),
}
REVIEWS = (
    (
        "positive",
        "The staff helped us at once and smiled.",
        "직원이 바로 도와주고 웃어 주었어요.",
        "店員がすぐに笑顔で助けてくれました。",
    ),
    (
        "positive",
        "This is the softest bed I ever slept in.",
        "지금까지 자 본 침대 중 가장 푹신해요.",
        "今まで寝た中で一番やわらかいベッドです。",
    ),
    (
        "positive",
        "My children laughed during the whole film.",
        "아이들이 영화 내내 즐겁게 웃었어요.",
        "子どもたちは映画の間ずっと楽しそうに笑っていました。",
    ),
    (
        "positive",
        "The phone is quick and its battery lasts two days.",
        "전화기가 빠르고 배터리가 이틀이나 가요.",
        "電話は速く、電池も二日もちます。",
    ),
    (
        "positive",
        "Fresh fish, fair prices, we will come again.",
        "생선이 신선하고 값도 적당해서 또 올 거예요.",
        "魚が新鮮で値段も手頃、また来ます。",
    ),
    (
        "positive",
        "The teacher explains everything clearly and kindly.",
        "선생님이 모든 것을 쉽고 친절하게 설명해 주세요.",
        "先生は何でも分かりやすく親切に説明してくれます。",
    ),
    (
        "positive",
        "I would buy this jacket again without thinking.",
        "이 재킷이라면 고민 없이 또 사겠어요.",
        "このジャケットなら迷わずまた買います。",
    ),
    (
        "positive",
        "The garden is lovely and very quiet.",
        "정원이 예쁘고 아주 조용해요.",
        "庭が美しく、とても静かです。",
    ),
    (
        "positive",
        "Delivery took one day and nothing was damaged.",
        "하루 만에 왔고 상한 곳이 하나도 없어요.",
        "一日で届き、どこも壊れていませんでした。",
    ),
    (
        "positive",
        "The book kept me awake until the happy end.",
        "책이 재미있어서 끝까지 밤새 읽었어요.",
        "面白くて最後まで夜通し読みました。",
    ),
    (
        "negative",
        "The towels were dirty and nobody cared.",
        "수건이 더러운데 아무도 신경 쓰지 않았어요.",
        "タオルが汚れていたのに誰も気にしませんでした。",
    ),
    (
        "negative",
        "The zipper broke on the first day.",
        "지퍼가 첫날 고장 났어요.",
        "初日にファスナーが壊れました。",
    ),
    (
        "negative",
        "We waited an hour and the food was cold.",
        "한 시간을 기다렸는데 음식이 식어 있었어요.",
        "一時間待ったのに料理は冷めていました。",
    ),
    (
        "negative",
        "The app crashes whenever I open it.",
        "앱을 열 때마다 꺼져 버려요.",
        "アプリを開くたびに落ちます。",
    ),
    (
        "negative",
        "The story is dull and far too long.",
        "이야기가 지루하고 너무 길어요.",
        "話が退屈で長すぎます。",
    ),
    (
        "negative",
        "They never answered my complaint.",
        "불만을 말했는데 답을 한 번도 못 받았어요.",
        "苦情を伝えても一度も返事がありませんでした。",
    ),
    (
        "negative",
        "The room was loud and smelled of smoke.",
        "방이 시끄럽고 담배 냄새가 났어요.",
        "部屋はうるさく、たばこの臭いがしました。",
    ),
    (
        "negative",
        "Half of the parts were missing from the box.",
        "상자에 부품이 절반이나 빠져 있었어요.",
        "箱の中の部品が半分も足りませんでした。",
    ),
    (
        "negative",
        "I regret that I paid so much for this.",
        "이걸 그 값을 주고 산 것을 후회해요.",
        "こんなに払ったことを後悔しています。",
    ),
    (
        "negative",
        "The shoes hurt and lost their color in a week.",
        "신발이 아프고 일주일 만에 색이 빠졌어요.",
        "靴は足が痛く、一週間で色があせました。",
    ),
)
SENTENCES = (
    (
        "sports",
        "The runner won the race in the final meters.",
        "그 선수는 마지막 몇 미터에서 경주를 이겼다.",
        "その走者は最後の数メートルで競走に勝った。",
    ),
    (
        "sports",
        "Both teams scored twice before the break.",
        "두 팀은 전반에 두 골씩 넣었다.",
        "両チームは前半に二点ずつ入れた。",
    ),
    (
        "sports",
        "She trains every morning for the swimming championship.",
        "그는 수영 선수권 대회를 위해 아침마다 훈련한다.",
        "彼女は水泳選手権のために毎朝練習する。",
    ),
    (
        "sports",
        "The coach changed the goalkeeper at half-time.",
        "감독은 후반을 앞두고 골키퍼를 바꾸었다.",
        "監督は後半の前にゴールキーパーを替えた。",
    ),
    (
        "economy",
        "Prices rose faster than wages this year.",
        "올해는 물가가 임금보다 빨리 올랐다.",
        "今年は物価が賃金より速く上がった。",
    ),
    (
        "economy",
        "The bank lends money at a lower interest rate.",
        "은행은 더 낮은 금리로 돈을 빌려준다.",
        "銀行はより低い金利でお金を貸す。",
    ),
    (
        "economy",
        "Exports fell and many factories lost orders.",
        "수출이 줄어 많은 공장이 주문을 잃었다.",
        "輸出が減り、多くの工場が注文を失った。",
    ),
    (
        "economy",
        "Investors sold their shares after the report.",
        "보고서가 나온 뒤 투자자들은 주식을 팔았다.",
        "報告の後、投資家は株を売った。",
    ),
    (
        "science",
        "The telescope took pictures of a distant galaxy.",
        "망원경이 먼 은하의 사진을 찍었다.",
        "望遠鏡が遠い銀河の写真を撮った。",
    ),
    (
        "science",
        "Researchers measured how light bends in glass.",
        "연구자들은 유리 속에서 빛이 굽는 정도를 쟀다.",
        "研究者はガラスの中で光が曲がる様子を測った。",
    ),
    (
        "science",
        "The cells divide faster at higher temperatures.",
        "온도가 높으면 세포가 더 빨리 분열한다.",
        "温度が高いと細胞はより速く分裂する。",
    ),
    (
        "science",
        "A new theory explains how atoms hold together.",
        "새 이론은 원자가 어떻게 결합하는지 설명한다.",
        "新しい理論は原子がどう結びつくかを説明する。",
    ),
    (
        "cooking",
        "Fry the onions in butter until they are golden.",
        "양파를 버터에 노릇해질 때까지 볶으세요.",
        "玉ねぎをバターできつね色になるまで炒めます。",
    ),
    (
        "cooking",
        "Let the soup simmer and add some pepper.",
        "국을 약한 불에 끓이고 후추를 조금 넣으세요.",
        "スープを弱火で煮て、こしょうを少し加えます。",
    ),
    (
        "cooking",
        "Mix flour, eggs and milk into a smooth batter.",
        "밀가루와 달걀과 우유를 고루 섞어 반죽하세요.",
        "小麦粉と卵と牛乳をなめらかに混ぜます。",
    ),
    (
        "cooking",
        "Bake the bread for half an hour in a hot oven.",
        "빵을 뜨거운 오븐에서 30분 동안 구우세요.",
        "パンを熱いオーブンで三十分焼きます。",
    ),
)


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    return rng.choice((_mood, _subject))(rng)


def _mood(rng: Random) -> Drafts:
    mood, en, ko, ja = rng.choice(REVIEWS)
    texts = {
        "en": "Is this review positive or negative? Answer with one word, positive or negative."
        f"\nReview: {en}",
        "ko": "이 후기는 긍정인가요, 부정인가요? '긍정'이나 '부정' 한 단어로 답하세요."
        f"\n후기: {ko}",
        "ja": "このレビューは肯定ですか、否定ですか。「肯定」か「否定」の一語で答えてください。"
        f"\nレビュー: {ja}",
    }
    return in_each(texts, OnlyLabel(mood, MOODS))


def _subject(rng: Random) -> Drafts:
    subject, en, ko, ja = rng.choice(SENTENCES)
    texts = {
        "en": "Is this sentence about sports, economy, science or cooking? Answer with one word."
        f"\nSentence: {en}",
        "ko": "이 문장은 스포츠, 경제, 과학, 요리 중 무엇에 관한 것인가요? 한 단어로 답하세요."
        f"\n문장: {ko}",
        "ja": "この文はスポーツ、経済、科学、料理のうち何についてのものですか。"
        "一語で答えてください。"
        f"\n文: {ja}",
    }
    return in_each(texts, OnlyLabel(subject, SUBJECTS))
